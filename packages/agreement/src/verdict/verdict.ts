import { requireNumber, requireWhole } from '../check.ts';
import type { ReasonCode } from '../result.ts';

/** How far a figure may be leaned on, in the words of Krippendorff (2019), applied to the lower bound. */
export type VerdictWord = 'reliable' | 'tentative' | 'unreliable' | 'cannot-tell';

/** Why nothing can be told: no value, too little to go by, or no interval around the value. */
export type UncertainReason = 'undefined' | 'few-spans' | 'few-documents' | 'no-interval';

export interface VerdictInput {
  /** The value, or null where it is undefined. */
  readonly value: number | null;
  /** Why the value is undefined. */
  readonly code?: ReasonCode | null;
  /** The lower bound of its interval, or null where there is none. */
  readonly low: number | null;
  /** Spans over all coders, in documents that two or more finished. */
  readonly spans: number;
  /** Documents that two or more coders finished. */
  readonly documents: number;
}

export interface VerdictRules {
  /** From this lower bound on: reliable. */
  readonly reliable: number;
  /** From this lower bound on: tentative; below it: unreliable. */
  readonly tentative: number;
  /** With fewer spans nothing is told. */
  readonly fewestSpans: number;
  /** With fewer documents nothing is told. */
  readonly fewestDocuments: number;
}

export type Verdict = VerdictRules & {
  readonly spans: number;
  readonly documents: number;
} & (
    | { readonly word: 'reliable' | 'tentative' | 'unreliable'; readonly reason: null; readonly code: null }
    | {
        readonly word: 'cannot-tell';
        readonly reason: UncertainReason;
        /** Why the value is undefined, where that is the reason. */
        readonly code: ReasonCode | null;
      }
  );

/** Krippendorff's .800 and .667; ten spans; five documents, below which no interval was found to hold. */
export const verdictRules: VerdictRules = {
  reliable: 0.8,
  tentative: 0.667,
  fewestSpans: 10,
  fewestDocuments: 5,
};

/**
 * The verdict on a chance-corrected value. It follows from the lower bound, never from the value: what may as
 * well be .6 is not reliable at .85. Reasons why nothing can be told are looked for in the order undefined, few
 * spans, few documents, no interval; the first is given. Not for F1, |u-alpha or cu-alpha, which have no such
 * thresholds.
 */
export function verdictOn(input: VerdictInput, rules: Partial<VerdictRules> = {}): Verdict {
  const all = { ...verdictRules, ...rules };
  requireNumber(all.tentative, 'The bound of tentative', -1);
  requireNumber(all.reliable, 'The bound of reliable', all.tentative);
  const spans = requireWhole(input.spans, 'The number of spans', 0);
  const documents = requireWhole(input.documents, 'The number of documents', 0);
  const about = { ...all, spans, documents };
  const without = (reason: UncertainReason, code: ReasonCode | null = null): Verdict => ({
    ...about,
    word: 'cannot-tell',
    reason,
    code,
  });
  if (input.value === null) return without('undefined', input.code ?? null);
  if (spans < all.fewestSpans) return without('few-spans');
  if (documents < all.fewestDocuments) return without('few-documents');
  if (input.low === null) return without('no-interval');
  const word =
    input.low >= all.reliable ? 'reliable' : input.low >= all.tentative ? 'tentative' : 'unreliable';
  return { ...about, word, reason: null, code: null };
}
