import { DomainError } from '@koersvast/core/error';
import { anchorSpan, createOffsetMap, type FrozenText, type RawSpan } from '@koersvast/core/text';
import type { SoughtText } from '../../study/searched.ts';
import { takeUp } from './texts.ts';

/** Spans of some documents that are to be coded. */
interface AnchorPortion {
  readonly documents: readonly {
    readonly id: string;
    /** Start and end, one after the other, in UTF-16 code units. */
    readonly spans: readonly number[];
  }[];
  /** Texts that were lacking. */
  readonly given: readonly SoughtText[];
}

/** A span in both units with its words. */
export interface Anchored {
  readonly start: number;
  readonly end: number;
  readonly startCp: number;
  readonly endCp: number;
  readonly quote: string;
}

type AnchoredPortion =
  | { readonly lacking: readonly string[] }
  | {
      readonly lacking: null;
      /** Of each document, in the order of its spans; null for what is no span of its text. */
      readonly spans: readonly (readonly (Anchored | null)[])[];
    };

/** Compares spans with their texts, where these are kept: what counts characters one by one is not the server's business. */
export function anchorHits({ documents, given }: AnchorPortion): AnchoredPortion {
  const { texts, lacking } = takeUp(documents, given);
  if (lacking.length > 0) return { lacking };
  return {
    lacking: null,
    spans: documents.map(({ spans }, at) => {
      const kept = texts[at];
      if (!kept) throw new Error('a text that is lacking was not told of');
      const { text } = kept.folded;
      const frozen = { text, offsets: kept.offsets ?? createOffsetMap(text) };
      return Array.from({ length: spans.length / 2 }, (_pair, each) =>
        anchored(frozen, { start: spans[2 * each] ?? 0, end: spans[2 * each + 1] ?? 0 }),
      );
    }),
  };
}

function anchored(frozen: FrozenText, span: RawSpan): Anchored | null {
  try {
    return anchorSpan(frozen, { ...span, quote: frozen.text.slice(span.start, span.end) });
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
