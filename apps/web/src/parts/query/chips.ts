import { searchNames } from '@koersvast/core/search-names';
import {
  codedIn,
  type Parsed,
  pairsIn,
  parseQuery,
  printQuery,
  type Query,
  withOwnNames,
} from '@koersvast/search';

export {
  nameBegunAt,
  nameHere,
  offerOf,
  valueBegunAt,
  valuesOfField,
  withName,
  withValue,
} from './completion.ts';
export { quotedFor, unquotedIn } from './unquoted.ts';

/** `~word` as it stands in a query: its forms are chosen, or still to be. */
export interface WordOfForms {
  readonly word: string;
  /** Null where nobody chose them yet. */
  readonly forms: readonly string[] | null;
  readonly start: number;
  readonly end: number;
}

/** One part of a query, and where it stands in the query as it is printed. */
export interface Chip {
  readonly text: string;
  /** Of a word with its forms. */
  readonly ofForms: WordOfForms | null;
  readonly start: number;
  readonly end: number;
  /** The query without it. */
  readonly without: string;
}

interface Chips {
  readonly kind: 'and' | 'or';
  /** The whole query as it is printed. */
  readonly whole: string;
  readonly chips: readonly Chip[];
}

const signs = { and: ' AND ', or: ' OR ' } as const;

function printed(kind: Chips['kind'], parts: readonly Query[]): string {
  const [only] = parts;
  if (only === undefined) return '';
  return parts.length === 1 ? printQuery(only) : printQuery({ kind, parts });
}

/** The parts of a query. One that is a single word, or what cannot be taken apart, says itself what it is. */
function partsOf(query: Query): Pick<Chips, 'kind'> & { readonly parts: readonly Query[] } {
  if (query.kind === 'and' || query.kind === 'or') return query;
  const isShown = query.kind === 'forms' || query.kind === 'coded' || query.kind === 'document';
  return { kind: 'and', parts: isShown ? [query] : [] };
}

/** The parts of which a query is made; null where they say no more than the field. */
function chipsOf(query: Query): Chips | null {
  const { kind, parts } = partsOf(query);
  if (parts.length === 0) return null;
  const chips: Chip[] = [];
  let start = 0;
  for (const [at, part] of parts.entries()) {
    // An OR stands in brackets within an AND.
    const brackets = kind === 'and' && part.kind === 'or' ? 1 : 0;
    const text = printQuery(part);
    const from = start + brackets;
    const end = from + text.length;
    chips.push({
      text,
      ofForms:
        part.kind === 'forms'
          ? { word: part.word, forms: part.forms.map(({ typed }) => typed), start: from, end }
          : null,
      start: from,
      end,
      without: printed(kind, parts.toSpliced(at, 1)),
    });
    start = end + brackets + signs[kind].length;
  }
  return { kind, whole: printQuery(query), chips };
}

interface Read {
  readonly chips: Chips | null;
  /** A word of which the forms are to be chosen before anything is asked. */
  readonly toChoose: WordOfForms | null;
  /** Whether it is about what was coded, and not about words and documents alone. */
  readonly ofCodings: boolean;
  /** Whether its hits are made of two that are related, or near each other. */
  readonly ofPairs: boolean;
}

/** A query as it is read in a project with these fields of documents, with its parts. */
export function readQuery(
  source: string,
  documentFields: readonly { readonly name: string }[],
): Parsed & Read {
  const parsed = parseQuery(source, { fields: searchNames(documentFields) });
  if (parsed.ok)
    return {
      ...parsed,
      chips: chipsOf(parsed.query),
      toChoose: null,
      ofCodings: codedIn(parsed.query).length > 0,
      ofPairs: pairsIn(parsed.query),
    };
  const { code, start, end } = parsed.error;
  const unread = { ...parsed, chips: null, toChoose: null, ofCodings: false, ofPairs: false };
  if (code !== 'forms_not_chosen') return unread;
  // Between brackets with nothing in them nobody chose yet either.
  const [word = ''] = source.slice(start + 1, end).split('[');
  return { ...unread, toChoose: { word, forms: null, start, end } };
}

/** What was typed as it is kept and handed on: conditions by the one name that each has in every language. */
export function ownNamesIn(source: string, documentFields: readonly { readonly name: string }[]): string {
  return withOwnNames(source, searchNames(documentFields));
}

/** The query with these forms of the word. */
export function withForms(
  source: string,
  { word, start, end }: WordOfForms,
  forms: readonly string[],
): string {
  return `${source.slice(0, start)}~${word}[${forms.join(' ')}]${source.slice(end)}`;
}
