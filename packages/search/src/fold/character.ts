/** What stands for a character that folds to none, to several, or lies beyond the table. */
export const OTHERWISE = 0xffff;

const PAGE = 256;
const foldTable = new Uint16Array(0x10000);
const isFoldPage = new Uint8Array(PAGE);
const wordTable = new Uint8Array(0x10000);
const isWordPage = new Uint8Array(PAGE);

const WORD = /^[\p{L}\p{N}]$/u;
const DROPPED = /[\p{M}\u00AD]/gu;
/** What lower case and canonical decomposition leave as it is, and people take for the same. */
const SAME: readonly (readonly [character: string, folded: string])[] = [
  ['ß', 'ss'],
  ['ﬀ', 'ff'],
  ['ﬁ', 'fi'],
  ['ﬂ', 'fl'],
  ['ﬃ', 'ffi'],
  ['ﬄ', 'ffl'],
  ['ﬅ', 'st'],
  ['ﬆ', 'st'],
  ['ĳ', 'ij'],
  ['’', "'"],
  ['‘', "'"],
  ['ʼ', "'"],
  ['ς', 'σ'],
  ['ſ', 's'],
];
const same = new Map(SAME);

/**
 * One code point as it is compared: lower case in no language's own way, without marks and soft hyphens, ligatures taken
 * apart. The empty string for what is not compared at all; a lone surrogate stays.
 */
export function foldCharacter(character: string): string {
  // By itself, so that a sigma at the end of a word is a sigma.
  const bare = character.toLowerCase().normalize('NFD').replace(DROPPED, '');
  return same.get(bare) ?? bare;
}

/** A unit of UTF-16 as folded, if that is one unit as well; else OTHERWISE, as for surrogates. */
export function foldUnit(unit: number): number {
  if (isFoldPage[unit >> 8] === 0) fillFoldPage(unit >> 8);
  return foldTable[unit] ?? OTHERWISE;
}

function fillFoldPage(page: number): void {
  for (let unit = page * PAGE; unit < (page + 1) * PAGE; unit += 1) {
    const folded = isSurrogate(unit) ? '' : foldCharacter(String.fromCharCode(unit));
    foldTable[unit] = folded.length === 1 ? folded.charCodeAt(0) : OTHERWISE;
  }
  isFoldPage[page] = 1;
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

function isWordUnit(unit: number): boolean {
  if (isWordPage[unit >> 8] === 0) {
    const from = unit & ~(PAGE - 1);
    for (let each = from; each < from + PAGE; each += 1)
      wordTable[each] = WORD.test(String.fromCharCode(each)) ? 1 : 0;
    isWordPage[unit >> 8] = 1;
  }
  return wordTable[unit] === 1;
}

/** How many units the letter or digit at this place takes: 0 if there is none. */
export function wordUnitsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xfc00) === 0xd800) return isWordPair(text, at) ? 2 : 0;
  // NaN behind the end.
  return isWordUnit(unit) ? 1 : 0;
}

/** The same of what ends at this place. */
export function wordUnitsBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if ((unit & 0xfc00) === 0xdc00) return isWordPair(text, at - 2) ? 2 : 0;
  return isWordUnit(unit) ? 1 : 0;
}

function isWordPair(text: string, at: number): boolean {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff && WORD.test(String.fromCodePoint(point));
}
