import type { DocumentField } from '@koersvast/core/document-field';
import { columnOf, type FilteredDocument } from '@koersvast/core/document-filter';
import { filterColumns, ownColumn } from '@koersvast/core/document-rule';
import type { Language } from '@koersvast/core/language';
import { nameIn, searchNames } from '@koersvast/core/search-names';
import { fold, queryLimits } from '@koersvast/search';

/** A value of a condition that somebody is typing, and where it stands in the query: with its quotation marks. */
export interface BegunValue {
  /** The name before the colon, as the project spells it. */
  readonly field: string;
  readonly typed: string;
  readonly start: number;
  readonly end: number;
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The value at this place of a query; null where none is typed. Of names that both fit, the longest is meant. */
export function valueBegunAt(
  source: string,
  caret: number,
  documentFields: readonly { readonly name: string }[],
): BegunValue | null {
  // In what is too long to be asked nothing is looked for either.
  if (source.length > queryLimits.length) return null;
  const { codings, documents, also } = searchNames(documentFields);
  const before = source.slice(0, caret);
  let found: BegunValue | null = null;
  let longest = 0;
  for (const name of [...codings, ...documents, ...Object.keys(also)]) {
    if (name.length <= longest) continue;
    const value = new RegExp(`(?:^|[\\s([])${escaped(name)}:=?("[^"]*|[^\\s"()[\\]]*)$`, 'iu').exec(
      before,
    )?.[1];
    if (value === undefined) continue;
    const isQuoted = value.startsWith('"');
    const rest = (isQuoted ? /^[^"\s]*"/ : /^[^\s"()[\]]*/).exec(source.slice(caret))?.[0] ?? '';
    const typed = isQuoted ? value.slice(1) : value;
    longest = name.length;
    found = { field: also[name] ?? name, typed, start: caret - value.length, end: caret + rest.length };
  }
  return found;
}

/** What documents say under such a name, with what a field of the project's own can be. */
export function valuesOfField(
  field: string,
  documents: readonly { readonly document: FilteredDocument }[],
  documentFields: readonly DocumentField[],
): readonly string[] {
  const column = filterColumns.find((each) => each === field) ?? ownColumn(field);
  const { stored, field: own } = columnOf(column, documentFields);
  return [...(own?.values ?? []), ...documents.map(({ document }) => stored(document).trim())];
}

/** So many are offered at once. */
const most = 8;

/**
 * What is offered of some values: those that go on from what was typed, or have a word that does; the ones that begin so
 * first. There may be thousands, as of titles: they are read once, however much is typed.
 */
export function offerOf(values: readonly string[]): (typed: string) => readonly string[] {
  // Between quotation marks there can be none.
  const known = [...new Set(values)]
    .filter((value) => value.trim() !== '' && !value.includes('"'))
    .map((value) => {
      const { folded } = fold(value);
      return { value, folded, words: folded.split(/[^\p{L}\p{N}]+/u) };
    });
  return (typed) => {
    const wanted = fold(typed).folded;
    const begins = known.filter(({ folded }) => folded.startsWith(wanted));
    const within = known.filter(
      ({ folded, words }) => !folded.startsWith(wanted) && words.some((word) => word.startsWith(wanted)),
    );
    const found = [...begins, ...within];
    // What stands there wholly is not offered once more.
    if (found.length === 1 && found[0]?.folded === wanted) return [];
    return found.slice(0, most).map(({ value }) => value);
  };
}

/** The query with this value in the place of what was typed, and where one types on. */
export function withValue(source: string, { start, end }: BegunValue, value: string) {
  const written = /^[\p{L}\p{N}_-]+$/u.test(value) ? value : `"${value}"`;
  return {
    query: `${source.slice(0, start)}${written}${source.slice(end)}`,
    caret: start + written.length,
  };
}

/** A name of a condition, or an operator, that somebody has begun to type, and what it can be. */
export interface BegunName {
  readonly start: number;
  readonly end: number;
  /** As they are written into the query: with the colon, or what follows an operator. */
  readonly names: readonly string[];
}

/** Where one of the sides is a coding; of the short ones nobody needs to be reminded. */
const operators = [
  ...(['CONTAINS ', 'WITHIN ', 'OVERLAPS ', 'EQUALS ', 'TOUCHES ', 'BEFORE ', 'AFTER '] as const),
  ...(['SAME/sentence ', 'SAME/paragraph ', 'SAME/document ', 'NEAR/', 'FOLLOWED/'] as const),
] as const;

/** From so many letters on something is offered: of a word that may be one of the letters', and of capitals. */
const least = { name: 3, operator: 2 } as const;

/** The name at this place of a query, in the words of a language; null where none is begun. */
export function nameBegunAt(
  source: string,
  caret: number,
  documentFields: readonly { readonly name: string }[],
  language: Language,
): BegunName | null {
  const before = source.slice(0, caret);
  const [, opened = '', typed = ''] = /(^|[\s([])([\p{L}\p{M}]+)$/u.exec(before) ?? [];
  const isQuoted = before.split('"').length % 2 === 0;
  if (typed === '' || isQuoted || /^[\p{L}\p{N}:*]/u.test(source.slice(caret))) return null;
  const place = { start: caret - typed.length, end: caret };
  if (typed.length >= least.operator && /^[A-Z]+$/.test(typed)) {
    const names = operators.filter((each) => each.startsWith(typed));
    return names.length === 0 ? null : { ...place, names };
  }
  if (typed.length < least.name) return null;
  const all = searchNames(documentFields);
  const inCoding = opened === '[' || before.lastIndexOf('[') > before.lastIndexOf(']');
  const wanted = fold(typed).folded;
  // What stands there wholly is a word until somebody types the colon.
  const begins = (name: string) => {
    const { folded } = fold(name);
    return folded.startsWith(wanted) && folded !== wanted;
  };
  const names = (inCoding ? all.codings : [...all.codings, ...all.documents]).flatMap((name) => {
    const called = [nameIn(language, name, all), name].find(begins);
    return called === undefined ? [] : `${called}:`;
  });
  return names.length === 0 ? null : { ...place, names };
}

/** What a condition is called in a language. */
export const nameHere = (
  name: string,
  documentFields: readonly { readonly name: string }[],
  language: Language,
): string => nameIn(language, name, searchNames(documentFields));

/** The query with this name in the place of what was begun, and where one types on. */
export function withName(source: string, { start, end }: BegunName, name: string) {
  return { query: source.slice(0, start) + name + source.slice(end), caret: start + name.length };
}
