import { type QueryError, QueryRefusal } from './error.ts';
import { queryLimits } from './limit.ts';
import type { FieldNames, InsideUnit, Query } from './query.ts';
import { scan, type Token } from './scan.ts';
import { typedWords } from './typed-words.ts';

export type Parsed =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly error: QueryError };

const NO_FIELDS: FieldNames = { codings: [], documents: [] };

/**
 * Reads what was typed: see the README for the grammar.
 *
 * A name with a colon after it is a condition only if it is one of `fields`; without these, queries are about words alone.
 * The first thing that is wrong is told, with its place in UTF-16 units.
 */
export function parseQuery(source: string, { fields = NO_FIELDS }: { fields?: FieldNames } = {}): Parsed {
  try {
    return { ok: true, query: new Parser(source, scan(source, fields)).parse() };
  } catch (error) {
    if (!(error instanceof QueryRefusal)) throw error;
    return { ok: false, error: error.error };
  }
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  /** Those that stand by themselves in each group that is open. */
  readonly #inside: Set<InsideUnit>[] = [];

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  parse(): Query {
    const query = this.#group();
    const token = this.#peek();
    if (token !== undefined) throw new QueryRefusal('bracket_not_opened', token);
    return query;
  }

  /** The next token; what says of its whole group where it is looked for is taken on the way. */
  #peek(): Token | undefined {
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.kind !== 'inside' || token.opens) return token;
      this.#inside.at(-1)?.add(token.unit);
      this.#at += 1;
    }
  }

  /** What stands between two brackets, or all of it. */
  #group(): Query {
    this.#inside.push(new Set());
    const token = this.#peek();
    if (token === undefined) this.#refuseEmpty();
    const query = this.#either();
    const units = this.#inside.pop() ?? new Set();
    const sentence: Query = units.has('sentence') ? { kind: 'inside', unit: 'sentence', part: query } : query;
    return units.has('paragraph') ? { kind: 'inside', unit: 'paragraph', part: sentence } : sentence;
  }

  #refuseEmpty(): never {
    const { length } = this.#source;
    if (this.#depth === 0 && this.#tokens.length === 0)
      throw new QueryRefusal('query_empty', { start: 0, end: length });
    throw new QueryRefusal('operand_missing', { start: length, end: length });
  }

  #either(): Query {
    const parts = [this.#both()];
    while (this.#peek()?.kind === 'or') {
      this.#at += 1;
      parts.push(this.#both());
    }
    return joined('or', parts);
  }

  #both(): Query {
    const parts = [this.#without()];
    for (;;) {
      const token = this.#peek();
      if (token === undefined || token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') this.#at += 1;
      parts.push(this.#without());
    }
    return joined('and', parts);
  }

  #without(): Query {
    const token = this.#peek();
    if (token?.kind !== 'not') return this.#near();
    this.#at += 1;
    return this.#deeper(token, () => ({ kind: 'not', part: this.#without() }));
  }

  #deeper(token: Token, read: () => Query): Query {
    this.#depth += 1;
    if (this.#depth > queryLimits.depth) throw new QueryRefusal('query_too_deep', token);
    const query = read();
    this.#depth -= 1;
    return query;
  }

  #near(): Query {
    const start = this.#peek();
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      if (token?.kind === 'near') {
        this.#at += 1;
        const { words, isInOrder } = token;
        const before = this.#peek();
        const right = this.#operand();
        this.#refuseUnlessPlaces(left, start ?? token);
        this.#refuseUnlessPlaces(right, before ?? token);
        left = { kind: 'near', left, right, words, isInOrder };
        continue;
      }
      return left;
    }
  }

  /** Words between are counted from hits, and NOT has none; those of an AND need not be near each other. */
  #refuseUnlessPlaces(query: Query, from: Token): void {
    if (isOfPlaces(query)) return;
    const last = this.#tokens[this.#at - 1] ?? from;
    throw new QueryRefusal('near_of_what', { start: from.start, end: Math.max(from.end, last.end) });
  }

  #operand(): Query {
    const token = this.#peek();
    if (token === undefined) {
      const { length } = this.#source;
      throw new QueryRefusal('operand_missing', { start: length, end: length });
    }
    switch (token.kind) {
      case 'open':
        return this.#bracketed(token);
      case 'inside': {
        this.#at += 1;
        const part = this.#bracketed(this.#tokens[this.#at] ?? token);
        return { kind: 'inside', unit: token.unit, part };
      }
      case 'words':
        this.#at += 1;
        return { kind: 'words', typed: token.typed, words: token.words };
      case 'relation':
        this.#at += 1;
        return { kind: 'words', typed: token.typed, words: typedWords(token.typed) };
      case 'forms':
        this.#at += 1;
        return { kind: 'forms', word: token.word, forms: token.forms };
      case 'pattern':
        this.#at += 1;
        return { kind: 'pattern', source: token.source };
      case 'coded':
        this.#at += 1;
        return { kind: 'coded', conditions: token.conditions };
      case 'document':
        this.#at += 1;
        return { kind: 'document', condition: token.condition };
      case 'close':
        if (this.#inside.length === 1) throw new QueryRefusal('bracket_not_opened', token);
        throw new QueryRefusal('operand_missing', token);
      default:
        throw new QueryRefusal('operand_missing', token);
    }
  }

  #bracketed(open: Token): Query {
    this.#at += 1;
    const first = this.#tokens[this.#at];
    if (first?.kind === 'close')
      throw new QueryRefusal('bracket_empty', { start: open.start, end: first.end });
    const query = this.#deeper(open, () => this.#group());
    const close = this.#peek();
    if (close?.kind !== 'close') throw new QueryRefusal('bracket_not_closed', open);
    this.#at += 1;
    return query;
  }
}

function isOfPlaces(query: Query): boolean {
  if (query.kind === 'or') return query.parts.every(isOfPlaces);
  return ['words', 'forms', 'pattern', 'coded', 'near', 'related'].includes(query.kind);
}

/** Those of the same kind are taken in: brackets around them change nothing. */
function joined(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
}
