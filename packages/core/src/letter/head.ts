import { readDate } from '../date.ts';
import { addresseeAt, namesAddressee, type Passage } from './address.ts';
import type { Cell } from './cell.ts';
import { datesIn } from './date-in-text.ts';
import { type Label, type LabelKind, labelOf, partsOf } from './label.ts';
import { dossierOf, papersIn } from './paper.ts';

/** What a label was found to say. */
export interface Labelled {
  readonly kind: LabelKind;
  readonly passage: Passage;
  readonly sure: boolean;
}

const longestSubject = 400;
const longestReference = 80;

/**
 * What stands behind the labels of a letter's head: in the same cell, in the next cell of the row, in the cell below it,
 * on the next line, or, where several labels stand below each other first, at its place among the lines that follow.
 */
export function labelledIn(whole: readonly Cell[]): Labelled[] {
  const cells = whole.flatMap(partsOf);
  const labels = cells.map(labelOf);
  const found: Labelled[] = [];
  cells.forEach((cell, at) => {
    const label = labels[at];
    if (!label || label.kind === 'other') return;
    const passage =
      label.rest === ''
        ? elsewhere({ cells, labels, at, kind: label.kind })
        : beside({ cells, labels, at, label, cell });
    if (passage !== null) found.push({ kind: label.kind, passage, sure: label.sure });
  });
  return found;
}

interface At {
  readonly cells: readonly Cell[];
  readonly labels: readonly (Label | null)[];
  readonly at: number;
}

function beside({ cells, labels, at, label, cell }: At & { label: Label; cell: Cell }): Passage | null {
  const { rest } = label;
  if (label.kind === 'addressee')
    return label.sure ? addresseeAt(cells, at, label.restStart - cell.start) : null;
  const first = valueFor(label.kind, rest, label.restStart, label.sure);
  if (first === null || label.kind !== 'subject') return first;
  return goOn(first, { cells, labels, at });
}

/** A subject that goes on in the next lines, until an empty one, a label or the beginning of something else. */
function goOn(first: Passage, { cells, labels, at }: At): Passage {
  let { value, end } = withoutGreeting(first);
  if (end < first.end) return { ...first, value, end };
  let last = cells[at];
  for (let next = at + 1; next < cells.length; next += 1) {
    const cell = cells[next];
    if (cell === undefined || last === undefined || cell.opens || cell.line !== last.line + 1) break;
    if (labels[next]?.sure || opensLetter(cell.text) || namesAddressee(cell.text)) break;
    if (
      labels[next] != null &&
      valueFor(labels[next]?.kind ?? 'other', labels[next]?.rest ?? '', 0, false) !== null
    )
      break;
    if (value.length + cell.text.length > longestSubject) break;
    value = `${value} ${cell.text}`;
    end = cell.end;
    last = cell;
  }
  return { ...first, value, end };
}

const greeting = /\s+(?:zeer )?(?:geachte|hooggeachte|dear)\s[^.:]{1,60},$/iu;

/** A subject without the salutation, where lines were joined. */
function withoutGreeting({ value, start, end }: Passage): Passage {
  const length = greeting.exec(value)?.[0].length ?? 0;
  return { value: value.slice(0, value.length - length), start, end: end - length };
}

function elsewhere({ cells, labels, at, kind }: At & { kind: LabelKind }): Passage | null {
  const cell = cells[at];
  if (cell === undefined) return null;
  const free = (index: number) => cells[index] !== undefined && !labels[index];
  const take = (index: number) => {
    const found = cells[index];
    if (found === undefined || labels[index]) return null;
    if (kind === 'addressee') return addresseeAt(cells, index);
    const first = valueFor(kind, found.text, found.start, true);
    return first === null || kind !== 'subject' ? first : goOn(first, { cells, labels, at: index });
  };
  const run = runOfLabels({ cells, labels, at });
  if (run !== null) return take(at + run);
  if (cells[at + 1]?.line === cell.line && free(at + 1)) return take(at + 1);
  let below = at + 1;
  while (cells[below] !== undefined && (cells[below]?.line ?? 0) <= cell.line) below += 1;
  while (cells[below]?.line === cell.line + 1 && cells[below]?.column !== cell.column) below += 1;
  if (cells[below]?.line === cell.line + 1 && free(below)) return take(below);
  return free(at + 1) ? take(at + 1) : null;
}

const longestRun = 12;

/**
 * How far from a label its value stands where labels come first, each alone, and then their values in the same order;
 * null where that is not so.
 */
function runOfLabels({ cells, labels, at }: At): number | null {
  const alone = (index: number) => labels[index]?.rest === '';
  let from = at;
  let to = at;
  while (alone(from - 1) && to - from < longestRun) from -= 1;
  while (alone(to + 1) && to - from < longestRun) to += 1;
  const length = to - from + 1;
  if (length < 2) return null;
  for (let index = from; index <= to; index += 1) {
    const value = cells[index + length];
    const kind = labels[index]?.kind ?? 'other';
    if (value === undefined || labels[index + length]) return null;
    if (kind !== 'other' && valueFor(kind, value.text, value.start, true) === null) return null;
  }
  return length;
}

/** A value that can be what its label says, cut to what belongs to it; null where it cannot. */
function valueFor(kind: LabelKind, words: string, start: number, sure: boolean): Passage | null {
  if (words === '') return null;
  if (kind === 'date') return dateFor(words, start);
  if (kind === 'our_reference' || kind === 'your_reference') return referenceFor(words, start, sure);
  if (kind === 'dossier') return dossierFor(words, start);
  if (kind === 'number') {
    const number = /^(?:nr\.?\s*)?(\d{1,5}|[A-Z]{1,2})$/iu.exec(words)?.[1];
    return number === undefined ? null : { value: number, start, end: start + words.length };
  }
  if (kind === 'document_number') {
    const number = /(?:19|20)\d{2}[DZ]\d{5}/.exec(words);
    if (number === null) return null;
    return { value: number[0], start: start + number.index, end: start + number.index + number[0].length };
  }
  if (kind === 'sender' && (!sure || words.length > 160)) return null;
  if (words.length > longestSubject || (!sure && /[a-z]\. \p{Lu}/u.test(words))) return null;
  return { value: words.replaceAll(/\s+/g, ' '), start, end: start + words.length };
}

function dateFor(words: string, start: number): Passage | null {
  const [date] = datesIn(words);
  if (date !== undefined && date.start <= 40) {
    return { value: date.value, start: start + date.start, end: start + date.end };
  }
  // Behind its label a year of two figures is one of this century.
  const written = words.replace(/^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})$/u, '$1-$3-20$4');
  const whole = words.length <= 30 ? readDate(written) : null;
  return whole === null ? null : { value: whole, start, end: start + words.length };
}

/** A reference has a digit or a sign that words have not; one that nothing but a space parts from its label, at once. */
function referenceFor(words: string, start: number, sure: boolean): Passage | null {
  const day = datesIn(words)[0];
  // `Uw brief (kenmerk): 3 maart 2021 (2021Z03456)`
  const behind =
    day?.start === 0 ? /^[\s,;(]+(?:kenmerk\s+)?([^\s()]+)\)?$/iu.exec(words.slice(day.end)) : null;
  if (day !== undefined && behind?.[1] !== undefined) {
    const from = day.end + behind[0].lastIndexOf(behind[1]);
    return referenceFor(behind[1], start + from, sure);
  }
  const dated = /\s+(?:van|d\.?d\.?|of|dated)\s+\d.*$/iu.exec(words);
  const value = dated === null ? words : words.slice(0, dated.index);
  if (value.length > longestReference || !/\d/.test(value) || datesIn(value)[0]?.start === 0) return null;
  if (!sure && value.split(/\s+/).length > 4) return null;
  return { value, start, end: start + value.length };
}

function dossierFor(words: string, start: number): Passage | null {
  const [paper] = papersIn(`dossier ${words}`);
  if (paper?.dossier == null || paper.start !== 0) return null;
  const shift = start - 'dossier '.length;
  return { value: paper.dossier, start, end: paper.end + shift };
}

const salutation =
  /^(?:geachte|zeer geachte|hooggeachte|waarde|beste|excellentie|excellenties|mijnheer de voorzitter|mevrouw de voorzitter|voorzitter|dear|your excellency|excellency|madam|sir|sirs)(?![\p{L}-])/iu;

/** Whether a line greets whom the letter is addressed to. */
export function opensLetter(text: string): boolean {
  if (text.length > 120 || !salutation.test(text)) return false;
  return /[,:]$/.test(text) || text.split(/\s+/).length <= 6;
}

const placeAndDate =
  /^(?<place>(?:[’'‘]s-)?\p{Lu}[\p{L}’'.-]*(?:[ -]\p{L}[\p{L}’'.-]*){0,3}),?\s+(?:(?:d\.?d\.?|den|op)\s+)?(?=\d|\p{L}+\s\d)/u;

/** What stands before other dates than that of the letter. */
const notPlace =
  /^(?:ontvangen|gepubliceerd|vastgesteld|ingezonden|bijgewerkt|geldig|received|published|adopted|updated)\b/iu;

/** `Den Haag, 21 februari 2022`, or a day that stands alone on its line. */
export function placeAndDateIn(cell: Cell): { place: Passage | null; date: Passage } | null {
  const dates = datesIn(cell.text);
  const [date] = dates;
  if (date === undefined || dates.length > 1 || /[\p{L}\d]/u.test(cell.text.slice(date.end))) return null;
  const day = { value: date.value, start: cell.start + date.start, end: cell.start + date.end };
  const before = cell.text.slice(0, date.start);
  if (
    before === '' ||
    /^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|\w+day),? $/iu.test(before) ||
    kindAndDate.test(before)
  ) {
    return { place: null, date: day };
  }
  const place = placeAndDate.exec(cell.text)?.groups?.place;
  if (
    place === undefined ||
    notPlace.test(place) ||
    !before.startsWith(place) ||
    !/,\s|^[\p{L}’' -]+ $/u.test(before)
  )
    return null;
  return { place: { value: place, start: cell.start, end: cell.start + place.length }, date: day };
}

/** As the pages of the government have it: `Kamerstuk: Kamerbrief | 12-04-2021`. */
const kindAndDate = /^\p{Lu}[\p{L}: -]{3,60}\s\|\s$/u;

const dossierLine =
  /^(?<dossier>\d{2}[ \u00A0.]?\d{3})(?!\d)(?:[ \u00A0]?[-(]?(?<suffix>[IVXLC]{1,6}[A-E]?|[A-Z]|(?<=-)\d{2})\)?(?![\p{L}\p{N}]))?(?:\s+(?<title>\p{L}.*))?$/u;
const numberLine =
  /^(?:nr|no)\.?\s*(?<number>\d{1,5}|[A-Z]{1,2})(?![\p{L}\p{N}])\.?(?:\s+(?<title>\p{Lu}.*))?$/iu;

/** Papers of the Senate bear letters: `D NADERE MEMORIE VAN ANTWOORD`. */
const letterLine = /^(?<number>[A-Z]{1,2})(?:\s+\p{Lu}[\p{Lu}\s,()-]{6,})?$/u;

/** The head of an official publication: the dossier and its title, then `Nr. 46` with the paper's own title. */
export function publicationHead(cells: readonly Cell[]): { dossier: Passage; number: Passage } | null {
  for (const [at, cell] of cells.entries()) {
    const found = dossierLine.exec(cell.text)?.groups;
    if (found === undefined) continue;
    for (const next of cells.slice(at + 1, at + 7)) {
      const number = (numberLine.exec(next.text) ?? letterLine.exec(next.text))?.groups?.number;
      if (number === undefined) continue;
      const value = dossierOf(found.dossier ?? '', found.suffix);
      const written = cell.text.length - (found.title ?? '').length;
      const dossier = cell.text.slice(0, written).trimEnd();
      return {
        dossier: { value, start: cell.start, end: cell.start + dossier.length },
        number: numberAt(next, number),
      };
    }
  }
  return null;
}

/** `Nr. 46` before the title of a paper. */
export function numberOfTitle(cell: Cell): Passage | null {
  const number = numberLine.exec(cell.text)?.groups?.number;
  return number === undefined ? null : numberAt(cell, number);
}

function numberAt(cell: Cell, number: string): Passage {
  const from = cell.text.indexOf(number);
  return { value: number, start: cell.start + from, end: cell.start + from + number.length };
}

const belongsTo = /^(?:bijlage (?:behorende )?bij|behorende bij|annex to|appendix to)\s+(?:de )?$/iu;

/** A line that is nothing but the name of a paper, with its title at most: `Kamerstuk 34300-VII-60`. */
export function paperAlone(cell: Cell): { dossier: Passage; number: Passage | null } | null {
  const [paper, second] = papersIn(cell.text);
  if (paper?.dossier == null || second !== undefined) return null;
  if (paper.start > 0 && !belongsTo.test(cell.text.slice(0, paper.start))) return null;
  const rest = cell.text.slice(paper.end);
  if (rest !== '' && !/^[\s,:;)–-]*\p{Lu}?[^.!?]*$/u.test(rest)) return null;
  if (cell.text.length > 200) return null;
  const place = { start: cell.start + paper.start, end: cell.start + paper.end };
  return {
    dossier: { value: paper.dossier, ...place },
    number: paper.number === null ? null : { value: paper.number, ...place },
  };
}
