/** In the table: a character that folds to several, or lies beyond the table. */
const OTHERWISE = 0xffff;
/** In the table: a character that goes. */
export const GONE = 0xfffe;

const PAGE = 256;
const foldTable = new Uint16Array(0x10000);
const isFoldPage = new Uint8Array(PAGE);

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
const MOST_OTHERS = 4_096;
/** Those for which there is no room in the table: texts have the same few of them again and again. */
const others = new Map<string, string>();

/**
 * One code point as it is compared: lower case in no language's own way, without marks and soft hyphens, ligatures taken
 * apart. The empty string for what is not compared at all; a lone surrogate stays.
 */
export function foldCharacter(character: string): string {
  const kept = others.get(character);
  if (kept !== undefined) return kept;
  const folded = foldAnew(character);
  if (others.size < MOST_OTHERS) others.set(character, folded);
  return folded;
}

function foldAnew(character: string): string {
  // By itself, so that a sigma at the end of a word is a sigma.
  const bare = character.toLowerCase().normalize('NFD').replace(DROPPED, '');
  return same.get(bare) ?? bare;
}

/** A unit of UTF-16 as folded, if that is one unit as well; else GONE or OTHERWISE, as for surrogates. */
export function foldUnit(unit: number): number {
  if (isFoldPage[unit >> 8] === 0) fillFoldPage(unit >> 8);
  return foldTable[unit] ?? OTHERWISE;
}

function fillFoldPage(page: number): void {
  for (let unit = page * PAGE; unit < (page + 1) * PAGE; unit += 1) {
    const folded = isSurrogate(unit) ? null : foldAnew(String.fromCharCode(unit));
    if (folded === '') foldTable[unit] = GONE;
    // The last two of the table stand for something else in it.
    else if (folded?.length === 1 && unit < GONE) foldTable[unit] = folded.charCodeAt(0);
    else foldTable[unit] = OTHERWISE;
  }
  isFoldPage[page] = 1;
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

/** What a unit of UTF-16 is in a text of words. */
export const unitKinds = { unknown: 0, inWord: 1, between: 2, surrogate: 3 } as const;

/** For going over a long text: `unknown` until `kindOfUnit` was asked. */
export const kindTable = new Uint8Array(0x10000);

export function kindOfUnit(unit: number): number {
  const known = kindTable[unit];
  if (known !== undefined && known !== unitKinds.unknown) return known;
  const isInWord = WORD.test(String.fromCharCode(unit));
  const kind = isSurrogate(unit) ? unitKinds.surrogate : isInWord ? unitKinds.inWord : unitKinds.between;
  kindTable[unit] = kind;
  return kind;
}

/** How many units the letter or digit at this place takes: 0 if there is none. */
export function wordUnitsAt(text: string, at: number): number {
  const kind = at >= 0 && at < text.length ? kindOfUnit(text.charCodeAt(at)) : unitKinds.between;
  if (kind === unitKinds.surrogate) return isWordPair(text, at) ? 2 : 0;
  return kind === unitKinds.inWord ? 1 : 0;
}

/** The same of what ends at this place. */
export function wordUnitsBefore(text: string, at: number): number {
  const kind = at > 0 ? kindOfUnit(text.charCodeAt(at - 1)) : unitKinds.between;
  if (kind === unitKinds.surrogate) return at > 1 && isWordPair(text, at - 2) ? 2 : 0;
  return kind === unitKinds.inWord ? 1 : 0;
}

function isWordPair(text: string, at: number): boolean {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff && WORD.test(String.fromCodePoint(point));
}
