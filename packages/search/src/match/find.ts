import type { FoldedText } from '../fold/folded-text.ts';
import type { Condition, Query } from '../query/query.ts';
import { NO_SPANS, type Spans } from '../spans.ts';
import { findWords } from './phrase.ts';
import { union } from './union.ts';

/** What is known of a text beside its characters. What a query asks for must be there. */
export interface Surroundings {
  /** Sorted, not overlapping, in UTF-16 units of the text. */
  readonly sentences?: () => Spans;
  readonly paragraphs?: () => Spans;
  /** The codings that meet all of these conditions: sorted by start, then end. */
  readonly codings?: (conditions: readonly Condition[]) => Spans;
  /** Whether this is so of the document. */
  readonly holds?: (condition: Condition) => boolean;
}

/** What a query makes of a text. */
export interface Finding {
  /** Whether the text is one of those that are looked for: it may be without a hit, for what it has not. */
  readonly matches: boolean;
  /** In UTF-16 units of the text, sorted by start, then end, each once. */
  readonly hits: Spans;
}

const NOTHING: Finding = { matches: false, hits: NO_SPANS };

/** Decides whether a text is one that is looked for, and where in it. */
export function find(query: Query, text: FoldedText, of: Surroundings = {}): Finding {
  switch (query.kind) {
    case 'words':
      return hitting(findWords(query.words, text));
    case 'forms':
      return hitting(union(query.forms.map(({ words }) => findWords(words, text))));
    case 'and': {
      const parts: Spans[] = [];
      for (const part of query.parts) {
        const { matches, hits } = find(part, text, of);
        if (!matches) return NOTHING;
        parts.push(hits);
      }
      return { matches: true, hits: union(parts) };
    }
    case 'or': {
      const parts = query.parts.map((part) => find(part, text, of));
      return { matches: parts.some(({ matches }) => matches), hits: union(parts.map(({ hits }) => hits)) };
    }
    case 'not':
      return { matches: !find(query.part, text, of).matches, hits: NO_SPANS };
    case 'document':
      return { matches: of.holds?.(query.condition) ?? false, hits: NO_SPANS };
    case 'coded':
      return hitting(of.codings?.(query.conditions) ?? NO_SPANS);
    default:
      return NOTHING;
  }
}

function hitting(hits: Spans): Finding {
  return { matches: hits.length > 0, hits };
}
