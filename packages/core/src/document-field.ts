import { readDate } from './date.ts';
import { foldName } from './person/name.ts';

/** What the values of a field of a project's own are. */
export const fieldKinds = ['text', 'number', 'date', 'choice', 'yes_no'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** A field that a project gives its documents. `values` are those of a choice, in their order; kept while it is of another kind. */
export interface DocumentField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly values: readonly string[];
  /** What it was called before, the latest first: who still calls it so, as an older file does, means it. */
  readonly formerly?: readonly string[] | undefined;
}

/**
 * How numbers are written: `nl` as in `1.234,5`, `en` as in `1,234.5`. Null where nobody knows: then `1.234` is what
 * is stored, with a point before its decimals, and `1,234` is none.
 */
export type Notation = 'nl' | 'en' | null;

const yes: ReadonlySet<string> = new Set(['yes', 'ja', 'y', 'j', 'true', 'waar', '1', 'x']);
const no: ReadonlySet<string> = new Set(['no', 'nee', 'n', 'false', 'onwaar', '0']);

/** More digits than this no number of a study has; `Number` would sort them as if they were alike. */
const longestNumber = 40;

/** Digits in groups of three, behind the first one to three. */
function isGrouped(digits: string, mark: string): boolean {
  const [first = '', ...groups] = digits.split(mark);
  return /^\d{1,3}$/.test(first) && groups.length > 0 && groups.every((group) => /^\d{3}$/.test(group));
}

/** The decimals begin at this mark, all before it being digits, in groups or not. */
function splitAt(text: string, decimal: string, group: string): readonly [string, string] | null {
  const [whole = '', fraction = '', ...more] = text.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return null;
  if (text.includes(decimal) && fraction === '') return null;
  if (whole === '' || /^\d+$/.test(whole)) return [whole, fraction];
  return isGrouped(whole, group) ? [whole.replaceAll(group, ''), fraction] : null;
}

function wholeAndFraction(text: string, notation: Notation): readonly [string, string] | null {
  const dutch = splitAt(text, ',', '.');
  const english = splitAt(text, '.', ',');
  if (notation !== null && dutch !== null && english !== null) return notation === 'nl' ? dutch : english;
  if (notation !== null || !(dutch !== null && english !== null)) return dutch ?? english;
  // Both can be meant. With a point it is as numbers are stored; a comma could be either.
  return text.includes(',') ? null : english;
}

/** A number as it is stored, `-1234.5`; null for what is none, or can be read in more than one way. */
export function readNumber(typed: string, notation: Notation): string | null {
  const text = typed
    .trim()
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/(?<=\d)[ \u00A0\u2009\u202F](?=\d{3}(?!\d))/g, '');
  const found = /^([+-]?) ?([\d.,]+)$/.exec(text);
  if (found === null || text.length > longestNumber) return null;
  const [, sign, digits = ''] = found;
  const parts = wholeAndFraction(digits, notation);
  if (parts === null) return null;
  const [whole, fraction] = parts;
  const plain = (whole.replace(/^0+(?=\d)/, '') || '0') + (fraction === '' ? '' : `.${fraction}`);
  return sign === '-' && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

/**
 * A value as it is stored, out of what somebody typed or pasted in Dutch or English: a number with a point before its
 * decimals, a date as far as it is known, the choice as the field spells it, `yes` or `no`. Empty for nothing. Null
 * where it does not fit the kind. What is stored already stays as it is under any notation but the two of people.
 */
export function readFieldValue(
  { kind, values }: Pick<DocumentField, 'kind' | 'values'>,
  typed: string,
  notation: Notation,
): string | null {
  if (kind === 'text') return typed;
  const text = typed.trim();
  if (text === '') return '';
  switch (kind) {
    case 'number':
      return readNumber(text, notation);
    case 'date':
      return readDate(text.replace(/^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?Z?$/, '$1'));
    case 'choice':
      return (
        values.find((value) => value === text) ??
        values.find((value) => foldName(value) === foldName(text)) ??
        null
      );
    case 'yes_no': {
      const word = text.toLowerCase();
      return yes.has(word) ? 'yes' : no.has(word) ? 'no' : null;
    }
  }
}

/** A stored value by the kind that its field has now: one that was stored before the field had it may not fit. */
export function storedFieldValue(field: DocumentField, stored: string): string | null {
  return readFieldValue(field, stored, null);
}

/** By what documents are sorted in a field: choices in their own order, no before yes; null for what is not there. */
export function fieldOrder(field: DocumentField, stored: string | undefined): string | number | null {
  if (stored === undefined || stored.trim() === '') return null;
  const value = storedFieldValue(field, stored);
  switch (field.kind) {
    case 'text':
    case 'date':
      return value ?? stored;
    case 'number':
      return value === null ? stored : Number(value);
    case 'choice':
      return value === null ? stored : field.values.indexOf(value);
    case 'yes_no':
      return value === null ? stored : value === 'yes' ? 1 : 0;
  }
}

/** In what words values are shown. */
export interface FieldWords {
  readonly yes: string;
  readonly no: string;
  date(partial: string): string;
  /** The mark before decimals, and the one between thousands. */
  readonly decimal: string;
  readonly group: string;
}

/** A stored number as people of a language write it, with all its decimals. */
export function shownNumber(
  stored: string,
  { decimal, group }: Pick<FieldWords, 'decimal' | 'group'>,
): string {
  const [whole = '', fraction] = stored.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, group);
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}

/** A stored value in words; one that does not fit its kind stands as it was stored. */
export function shownFieldValue(field: DocumentField, stored: string, words: FieldWords): string {
  const value = storedFieldValue(field, stored);
  if (value === null || value === '') return stored;
  switch (field.kind) {
    case 'number':
      return shownNumber(value, words);
    case 'date':
      return words.date(value);
    case 'yes_no':
      return value === 'yes' ? words.yes : words.no;
    default:
      return value;
  }
}

/** The same as somebody would type it: it is read again as the same value, and can be changed. */
export function typedFieldValue(field: DocumentField, stored: string, words: FieldWords): string {
  const value = storedFieldValue(field, stored);
  if (value === null) return stored;
  if (field.kind === 'number') return shownNumber(value, { decimal: words.decimal, group: '' });
  if (field.kind === 'yes_no' && value !== '') return value === 'yes' ? words.yes : words.no;
  return value;
}

/** What a new kind would make of the values that documents have: what fits, what is read as something else, what not. */
export interface KindFit {
  readonly fits: number;
  /** Values that are written otherwise than they are read, each once, with what they become. */
  readonly readAs: readonly { readonly stored: string; readonly value: string; readonly count: number }[];
  readonly not: readonly { readonly stored: string; readonly count: number }[];
}

/** Nothing is written over by a change of kind: this is what would be read of what stands there. */
export function fitOfKind(field: Pick<DocumentField, 'kind' | 'values'>, stored: Iterable<string>): KindFit {
  const counts = new Map<string, number>();
  for (const value of stored) if (value.trim() !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  const readAs: { stored: string; value: string; count: number }[] = [];
  const not: { stored: string; count: number }[] = [];
  let fits = 0;
  for (const [each, count] of counts) {
    const value = readFieldValue(field, each, null);
    if (value === null) not.push({ stored: each, count });
    else {
      fits += count;
      if (value !== each) readAs.push({ stored: each, value, count });
    }
  }
  return { fits, readAs, not };
}

/** The fields of a project: those that it defines, in their order, then those that documents have beside, as text. */
export function allFields(
  defined: readonly DocumentField[],
  found: Iterable<string>,
): readonly DocumentField[] {
  const known = new Set(defined.map(({ name }) => foldName(name)));
  const others = [...new Set(found)].filter((name) => !known.has(foldName(name))).sort();
  return [...defined, ...others.map((name): DocumentField => ({ name, kind: 'text', values: [] }))];
}

/** The field of this name, or else the one that was called so before. */
export function fieldCalled<Field extends DocumentField>(
  fields: readonly Field[],
  name: string,
): Field | undefined {
  const folded = foldName(name);
  const is = (each: string) => foldName(each) === folded;
  return fields.find((field) => is(field.name)) ?? fields.find(({ formerly }) => formerly?.some(is));
}

/** A field gets another name, or another spelling of it. */
export interface FieldRename {
  readonly from: string;
  readonly to: string;
}

/** How a field is called after these: all at once, so that two can change names with each other. */
export function namesAfter(renames: readonly FieldRename[]): (name: string) => string {
  const after = new Map(renames.map(({ from, to }) => [foldName(from), to]));
  return (name) => after.get(foldName(name)) ?? name;
}

/** A field remembers so many names. */
const remembered = 20;

/** Fields with what they were called before: as they had it, and as these give it. A name that is in use means nothing else. */
export function withFormerNames(
  fields: readonly DocumentField[],
  before: readonly DocumentField[],
  renames: readonly FieldRename[],
): { name: string; kind: FieldKind; values: string[]; formerly?: string[] }[] {
  const inUse = new Set(fields.map(({ name }) => foldName(name)));
  const nameAfter = namesAfter(renames);
  return fields.map(({ name, kind, values }) => {
    const same = (other: string) => foldName(other) === foldName(name);
    const past = before.find((field) => same(nameAfter(field.name)))?.formerly ?? [];
    const now = renames.filter(({ to }) => same(to)).map(({ from }) => from);
    const formerly = [...new Map([...now, ...past].map((each) => [foldName(each), each])).values()]
      .filter((each) => !inUse.has(foldName(each)))
      .slice(0, remembered);
    return { name, kind, values: [...values], ...(formerly.length === 0 ? {} : { formerly }) };
  });
}

/** Why fields cannot be as somebody wants them. */
export type FieldsProblem = 'name_twice' | 'value_twice' | 'values_missing';

/** The first problem of a list of definitions, if there is one. */
export function fieldsProblem(fields: readonly DocumentField[]): FieldsProblem | null {
  const distinct = (names: readonly string[]) => new Set(names.map(foldName)).size === names.length;
  if (!distinct(fields.map(({ name }) => name))) return 'name_twice';
  for (const { kind, values } of fields) {
    if (!distinct(values)) return 'value_twice';
    if (kind === 'choice' && values.length === 0) return 'values_missing';
  }
  return null;
}

/* A spreadsheet that is laid over documents. */

/** By what a row was found to be about a document, the surest first. */
export const matchedBy = ['id', 'file', 'number', 'title'] as const;
export type MatchedBy = (typeof matchedBy)[number];

/**
 * What becomes of one cell: it says what is there already (`kept`), fills what was empty, or changes it; or it cannot be
 * what its column asks for, and changes nothing. An empty cell has no say.
 */
export const cellOutcomes = [
  'kept',
  'filled',
  'changed',
  'not_date',
  'not_number',
  'not_choice',
  'not_yes_no',
  'not_address',
  'not_language',
  'too_long',
] as const;
export type CellOutcome = (typeof cellOutcomes)[number];
