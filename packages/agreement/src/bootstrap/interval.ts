import { InputError, requireNumber } from '../check.ts';
import { type ReasonCode, type Undefined, undefinedFor } from '../result.ts';
import { quantile } from './quantile.ts';

/** What was drawn with replacement, and so what the interval speaks for. */
export type IntervalKind = 'documents' | 'paragraphs within documents' | 'units';

const scopes: Readonly<Record<IntervalKind, string>> = {
  documents: 'Speaks for documents like these.',
  'paragraphs within documents': 'Speaks for these documents only.',
  units: 'Speaks for units like these, coded independently of each other.',
};

/** The bounds of an interval, or none and the reason why. */
export type Bounds =
  | { readonly low: number; readonly high: number; readonly reason: null; readonly code: null }
  | ({ readonly low: null; readonly high: null } & Omit<Undefined, 'value'>);

export type Interval = Bounds & {
  readonly kind: IntervalKind;
  /** What the interval speaks for, in a sentence. */
  readonly scope: string;
  /** A caution to be shown with the interval, or null. */
  readonly caution: string | null;
  readonly confidence: number;
  readonly replicates: number;
  /** Replicates for which the measure was undefined. */
  readonly undefinedReplicates: number;
  readonly seed: number;
};

/** Largest share of undefined replicates with which an interval is still given. */
export const mostUndefined = 0.05;

/**
 * Percentile bounds of replicates, undefined ones (null) left out and counted. No bounds: no replicates, or
 * more than 5 per cent of them undefined. Throws {@link InputError} for a confidence that is not between 0 and 1.
 */
export function percentileBounds(
  replicates: readonly (number | null)[],
  confidence = 0.95,
): Bounds & { readonly undefinedReplicates: number } {
  requireNumber(confidence, 'The confidence', 0);
  if (confidence <= 0 || confidence >= 1)
    throw new InputError(`The confidence must lie between 0 and 1, not at ${confidence}`);
  const values = Float64Array.from(replicates.filter((value) => value !== null)).sort();
  const undefinedReplicates = replicates.length - values.length;
  if (values.length === 0 || undefinedReplicates > mostUndefined * replicates.length) {
    return { ...noBounds('too-many-undefined'), undefinedReplicates };
  }
  const tail = (1 - confidence) / 2;
  return {
    low: quantile(values, tail),
    high: quantile(values, 1 - tail),
    reason: null,
    code: null,
    undefinedReplicates,
  };
}

export function noBounds(code: ReasonCode): Bounds {
  const { reason } = undefinedFor(code);
  return { low: null, high: null, reason, code };
}

/** What an interval of a kind speaks for. */
export function scopeOf(kind: IntervalKind): string {
  return scopes[kind];
}
