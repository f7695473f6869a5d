import { type Parsed, parseQuery, printQuery, type Query } from '@koersvast/search';

/** One part of a query, and where it stands in the query as it is printed. */
export interface Chip {
  readonly text: string;
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
  return only !== undefined && parts.length === 1 ? printQuery(only) : printQuery({ kind, parts });
}

/** The parts of which a query is made, two or more; null where it is one. */
function chipsOf(query: Query): Chips | null {
  if (query.kind !== 'and' && query.kind !== 'or') return null;
  const { kind, parts } = query;
  const chips: Chip[] = [];
  let start = 0;
  for (const [at, part] of parts.entries()) {
    // An OR stands in brackets within an AND.
    const brackets = kind === 'and' && part.kind === 'or' ? 1 : 0;
    const text = printQuery(part);
    const from = start + brackets;
    chips.push({
      text,
      start: from,
      end: from + text.length,
      without: printed(kind, parts.toSpliced(at, 1)),
    });
    start = from + text.length + brackets + signs[kind].length;
  }
  return { kind, whole: printQuery(query), chips };
}

/** A query as it is read, with its parts. */
export function readQuery(source: string): Parsed & { readonly chips: Chips | null } {
  const parsed = parseQuery(source);
  return { ...parsed, chips: parsed.ok ? chipsOf(parsed.query) : null };
}
