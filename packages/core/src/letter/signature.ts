import type { Passage } from './address.ts';
import type { Cell } from './cell.ts';
import { labelOf } from './label.ts';

const closing =
  /^(?:hoogachtend|met (?:vriendelijke|de meeste|gevoelens van) .{0,40}|yours (?:sincerely|faithfully|truly)|(?:kind|best|with kind) regards|sincerely|respectfully)\b/iu;
const functionWords =
  '(?:(?:vice-)?minister-president|minister|staatssecretaris|demissionair|waarnemend|hoofd|directeur(?:-generaal)?|secretaris(?:-generaal)?|voorzitter|griffier|burgemeester|prime minister|deputy prime minister|state secretary|secretary of state|minister of state|foreign secretary|secretary[- ]general|director(?:[- ]general)?|head of|chair(?:man|woman)? of|president of)';
const holdsOffice = new RegExp(
  `^(?:(?:de|het|the|mede namens de|namens de|also on behalf of the|on behalf of the)\\s+)?${functionWords}\\b`,
  'iu',
);
const officeAfterName = new RegExp(`(?:,\\s*|\\s)((?:de\\s+|the\\s+)?${functionWords}\\b.*)$`, 'iu');
const unfinished = /(?:^|\s)(?:van|de|der|het|en|voor|of|the|for|and|affairs and)$/iu;
const nameWords = /^(?:(?:[A-Z]\.\s?)+|(?:drs|mr|dr|ir|ing|prof|ds|mevr|mw|dhr)\.?\s|\p{Lu})/u;

export interface Signature {
  readonly name: Passage | null;
  readonly function: Passage | null;
}

/** A name as it stands under a letter: some words with capitals, no sentence, no number. */
function isName(text: string): boolean {
  if (text.length > 70 || /[\d:;!?@>/]/.test(text) || /[^A-Z.]\.$/.test(text)) return false;
  const words = text
    .replaceAll(/\([^)]*\)/g, '')
    .trim()
    .split(/\s+/);
  if (words.length > 8 || !nameWords.test(text) || holdsOffice.test(text) || closing.test(text)) return false;
  const small = /^(?:van|von|de|den|der|het|ten|ter|te|op|in|’t|'t|la|le|du|di|el|al|bin|en|-)$/u;
  return words.every(
    (word) =>
      small.test(word) || /^[(‘'’"]*\p{Lu}|^(?:drs|mr|dr|ir|ing|prof|ds|mevr|mw|dhr|MA|MSc)\.?$/u.test(word),
  );
}

/** Whether a line says what office somebody holds. */
export function isOffice(text: string): boolean {
  return text.length <= 200 && holdsOffice.test(text) && !/[.!?]$/.test(text);
}

/**
 * Who signed. Looked for behind the closing words, or at the end where there are none. Several who sign below closing
 * words, each with an office and a name, are told together, with `;` between them; else it is the first.
 */
export function signatureIn(cells: readonly Cell[], bodyFrom: number): Signature {
  const closingAt = cells.findLastIndex((cell, at) => at >= bodyFrom && closing.test(cell.text));
  const several = closingAt >= 0 ? severalAt(cells, closingAt + 1) : null;
  if (several !== null) return several;
  const from = closingAt >= 0 ? closingAt + 1 : Math.max(bodyFrom, cells.length - 40);
  const end = closingAt >= 0 ? Math.min(cells.length, from + 12) : cells.length;
  for (let at = from; at < end; at += 1) {
    const cell = cells[at];
    if (cell === undefined) continue;
    const inOne = inOneLine(cell, closingAt >= 0, nameNear(cells, at + 1) !== null);
    if (inOne !== null) return inOne;
    if (!isOffice(cell.text)) continue;
    const office = officeAt(cells, at);
    const below = nameNear(cells, behindOthers(cells, office.next));
    const above = at > from && closingAt >= 0 ? nameNear(cells, at - 1) : null;
    if (closingAt < 0 && below === null) continue;
    const together = closingAt < 0 ? severalAt(cells, at) : null;
    if (together !== null) return together;
    return { name: below ?? above, function: office.passage };
  }
  const name = closingAt >= 0 ? nameNear(cells, from) : null;
  return { name, function: null };
}

/** In a copy: somebody has signed the original. */
const signedFor = /^\(?(?:w\.?\s?g\.?|was getekend|getekend|signed|w\.?s\.?)\)?[.:]?$/iu;
const forOthers = /^(?:mede )?namens\b|^(?:also )?on behalf of\b/iu;

/** Behind the lines that say for whom else somebody signs: those stand between office and name. */
function behindOthers(cells: readonly Cell[], from: number): number {
  let at = from;
  for (;;) {
    const text = cells[at]?.text ?? '';
    if (forOthers.test(text)) at = officeAt(cells, at).next;
    else if (signedFor.test(text)) at += 1;
    else return at;
  }
}

/** Offices and names from a place on, as far as each line is one of them. */
function signersAt(
  cells: readonly Cell[],
  from: number,
): { offices: Passage[]; names: Passage[]; order: string } {
  const offices: Passage[] = [];
  const names: Passage[] = [];
  let order = '';
  for (let at = from; at < cells.length; ) {
    const cell = cells[at];
    if (cell === undefined) break;
    if (isOffice(cell.text)) {
      if (forOthers.test(cell.text)) break;
      const office = officeAt(cells, at);
      offices.push(office.passage);
      at = office.next;
      order += 'o';
    } else {
      const name = nameNear(cells, at);
      if (name === null) break;
      names.push(name);
      at += 1;
      order += 'n';
    }
  }
  return { offices, names, order };
}

/** Two or more who sign: one below the other, or all offices above all names, as where they stand side by side. */
function severalAt(cells: readonly Cell[], from: number): Signature | null {
  const { offices, names, order } = signersAt(cells, from);
  if (offices.length < 2 || offices.length !== names.length) return null;
  if (!/^(?:(?:on)+|(?:no)+|o+n+)$/.test(order)) return null;
  return { name: together(names), function: together(offices) };
}

function together(passages: readonly Passage[]): Passage {
  return {
    value: passages.map(({ value }) => value).join('; '),
    start: Math.min(...passages.map(({ start }) => start)),
    end: Math.max(...passages.map(({ end }) => end)),
  };
}

const titles = '(?:(?:drs|mr|dr|ir|ing|prof|mw|dhr|mevr)\\.\\s)*';
const beforeName = new RegExp(`,\\s+|\\s+(?=${titles}(?:\\p{Lu}\\.)+)`, 'giu');
const initials = new RegExp(`^${titles}(?:\\p{Lu}\\.)+`, 'iu');

/** An office and a name in one line, in either order: the lines of a page may have been joined. */
function inOneLine(cell: Cell, closed: boolean, named: boolean): Signature | null {
  const { text } = cell;
  if (text.length > 200) return null;
  if (holdsOffice.test(text)) {
    // A function has commas of its own (`Volksgezondheid, Welzijn en Sport`): initials begin a name, other words only
    // where no name stands on the next line.
    const names = [...text.matchAll(beforeName)].filter(({ index, 0: gap }) =>
      isName(text.slice(index + gap.length)),
    );
    const split =
      names.find(({ index, 0: gap }) => initials.test(text.slice(index + gap.length))) ??
      (closed && !named ? names.findLast(({ 0: gap }) => gap.startsWith(',')) : undefined);
    if (split === undefined) return null;
    return {
      name: passageOf(cell, split.index + split[0].length, text.length),
      function: passageOf(cell, 0, split.index),
    };
  }
  const office = closed ? officeAfterName.exec(text) : null;
  if (office === null || !isName(text.slice(0, office.index))) return null;
  return {
    name: passageOf(cell, 0, office.index),
    function: passageOf(cell, text.length - (office[1] ?? '').length, text.length),
  };
}

/** `BRIEF VAN DE MINISTER VAN …`: the office of whom a paper is from, as its title says. */
export function officeInTitle(cell: Cell): Passage | null {
  const found = /\b(?:brief|nota|letter)\s+(?:van|from)\s+((?:de|het|the)\s+)?/iu.exec(cell.text);
  if (found === null) return null;
  const from = found.index + found[0].length;
  return isOffice(cell.text.slice(from)) ? passageOf(cell, from, cell.text.length) : null;
}

function nameNear(cells: readonly Cell[], at: number): Passage | null {
  const cell = cells[at];
  if (cell === undefined || !isName(cell.text) || labelOf(cell)?.sure) return null;
  return passageOf(cell, 0, cell.text.length);
}

/** For whom else, on the same line. */
const alsoFor = /,?\s+(?:mede\s+namens|also\s+on\s+behalf\s+of)\s.*$/iu;

function officeAt(cells: readonly Cell[], at: number): { passage: Passage; next: number } {
  const parts: string[] = [];
  const first = cells[at];
  let next = at;
  let last = first;
  while (next < cells.length && parts.length < 3) {
    const cell = cells[next];
    if (cell === undefined) break;
    const before = parts.at(-1);
    if (before !== undefined && !unfinished.test(before) && !/^(?:van|voor|en|of|for|and)\b/u.test(cell.text))
      break;
    parts.push(cell.text);
    last = cell;
    next += 1;
    if (/[,;]$/.test(cell.text)) break;
  }
  const whole = parts.join(' ');
  const other = alsoFor.exec(whole)?.[0].length ?? 0;
  const value = plain(whole.slice(0, whole.length - other));
  const cut = other > 0 ? other : (/[,;]+$/.exec(last?.text ?? '')?.[0].length ?? 0);
  return { passage: { value, start: first?.start ?? 0, end: (last?.end ?? 0) - cut }, next };
}

function passageOf(cell: Cell, from: number, to: number): Passage {
  const words = cell.text.slice(from, to).replace(/[\s,;]+$/, '');
  return { value: plain(words), start: cell.start + from, end: cell.start + from + words.length };
}

/** An office without its article and its comma. */
function plain(words: string): string {
  return words
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s,;]+$/, '')
    .replace(/^(?:de|the)\s+(?=\p{L})/iu, (article) => (holdsOffice.test(words) ? '' : article));
}
