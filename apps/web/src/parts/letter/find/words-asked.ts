import type { Query } from '@koersvast/search';

/** What of a query can be looked for in a letter by itself. */
export interface WordsAsked {
  /** Null where it asks for no words. */
  readonly words: Query | null;
  /** Whether something was left out: what it asks of codings or of documents. */
  readonly isLess: boolean;
}

/** The words of a query without what it asks of codings and documents. */
export function wordsAsked(query: Query): WordsAsked {
  const words = wordsOf(query);
  return { words, isLess: words !== query };
}

/** The same query where nothing is left out. */
function wordsOf(query: Query): Query | null {
  switch (query.kind) {
    case 'coded':
    case 'document':
      return null;
    case 'and':
    case 'or': {
      const parts = query.parts.map(wordsOf);
      if (parts.every((part, at) => part === query.parts[at])) return query;
      const left = parts.filter((part) => part !== null);
      const [only] = left;
      return left.length > 1 ? { ...query, parts: left } : (only ?? null);
    }
    case 'not':
    case 'inside': {
      const part = wordsOf(query.part);
      if (part === query.part) return query;
      return part === null ? null : { ...query, part };
    }
    case 'near': {
      const [left, right] = [wordsOf(query.left), wordsOf(query.right)];
      if (left === query.left && right === query.right) return query;
      return left === null || right === null ? (left ?? right) : { ...query, left, right };
    }
    case 'related':
      return wordsOf(query.left) ?? wordsOf(query.right);
    default:
      return query;
  }
}
