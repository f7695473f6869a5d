import { type QueryError, QueryRefusal } from './error.ts';
import { queryLimits } from './limit.ts';
import type { FieldNames, InsideUnit, Query, RelationName } from './query.ts';
import { readPattern } from './read-pattern.ts';
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
    const first = this.#peek();
    let left = this.#operand();
    for (;;) {
      const operator = this.#operator(left);
      if (operator === null) return left;
      const { sign, isNot } = operator;
      const before = this.#peek();
      if (before?.kind === 'not') throw new QueryRefusal('near_of_what', before);
      const right = this.#operand();
      this.#refuseUnlessPlaces(left, first ?? sign);
      this.#refuseUnlessPlaces(right, before ?? sign);
      const { most, unit } = sign;
      if (sign.kind === 'near' && !isNot)
        left = { kind: 'near', left, right, most: sign.most, unit, isInOrder: sign.isInOrder };
      else left = { kind: 'related', left, right, relation: relationOf(sign), most, unit, isNot };
    }
  }

  /** Takes what stands between two sides that bind as NEAR does; null if that is something else. */
  #operator(left: Query): { sign: Token & { kind: 'near' | 'relation' }; isNot: boolean } | null {
    const token = this.#peek();
    const behindNot = token?.kind === 'not' ? this.#behind(this.#at + 1) : this.#at;
    const sign = this.#tokens[behindNot];
    const isNot = behindNot !== this.#at;
    if (sign?.kind !== 'near' && sign?.kind !== 'relation') return null;
    // Between words `NOT NEAR/3` is as wrong as `NOT OR`, and WITHIN is a word.
    const isOfCodings = hasCoding(left) || this.#codingStands(this.#behind(behindNot + 1));
    if ((isNot || sign.kind === 'relation') && !isOfCodings) return null;
    this.#peekPast(behindNot);
    return { sign, isNot };
  }

  /** The place of the first token from here that does not say something of its whole group. */
  #behind(from: number): number {
    let at = from;
    for (let token = this.#tokens[at]; token?.kind === 'inside' && !token.opens; token = this.#tokens[at])
      at += 1;
    return at;
  }

  /** On behind this token; what says something of the whole group on the way there is taken. */
  #peekPast(at: number): void {
    while (this.#at < at) {
      this.#at += 1;
      this.#peek();
    }
    this.#at = at + 1;
  }

  /** Whether what begins at this token holds a coding. */
  #codingStands(from: number): boolean {
    let depth = 0;
    for (let at = from; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (token?.kind === 'coded') return true;
      if (token?.kind === 'open') depth += 1;
      else if (token?.kind === 'close') depth -= 1;
      else if (token?.kind === 'inside') continue;
      if (depth <= 0) return false;
    }
    return false;
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
        return readPattern(token);
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

function relationOf(sign: Token & { kind: 'near' | 'relation' }): RelationName {
  if (sign.kind === 'relation') return sign.relation;
  return sign.isInOrder ? 'before' : 'near';
}

function hasCoding(query: Query): boolean {
  switch (query.kind) {
    case 'coded':
      return true;
    case 'and':
    case 'or':
      return query.parts.some(hasCoding);
    case 'not':
    case 'inside':
      return hasCoding(query.part);
    case 'near':
    case 'related':
      return hasCoding(query.left) || hasCoding(query.right);
    default:
      return false;
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
