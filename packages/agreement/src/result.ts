/** Why a figure is undefined, as a key for translation; the English sentence stands beside it. */
export const reasons = {
  'fewer-than-two-coders': 'Agreement needs at least two coders.',
  'nothing-pairable': 'Nothing was coded by at least two coders.',
  'no-variation': 'Only one category was used, so agreement cannot be told from habit.',
  'one-category': 'With a single category to choose from there is nothing to agree about.',
  'category-not-used': 'Nobody used this category where two coders could be compared.',
  'not-numeric': 'This level of measurement needs numbers.',
  'not-ordered': 'The categories have no declared order.',
  'negative-ratio': 'Values on a ratio scale cannot be negative.',
  'too-large': 'The numbers are too large to compute with.',
  'pair-undefined': 'At least one pair of coders has no defined value, so their mean has none.',
  'nothing-marked': 'Nobody marked anything.',
  'everything-marked': 'Every coder marked the whole text, so there are no gaps to compare with.',
  'no-shared-text': 'No two coders marked the same text.',
  'tags-overlap': 'A coder let exclusive tags overlap, so the text cannot be divided between them.',
  'no-spans-first': 'The first coder marked nothing.',
  'no-spans-second': 'The second coder marked nothing.',
  'cluster-too-large':
    'Too many spans of three or more coders lie close together to find the best alignment exactly.',
  'too-few-documents': 'An interval by document needs at least three documents.',
  'too-few-parts': 'An interval needs at least two parts to draw from.',
  'too-many-undefined': 'More than five per cent of the replicates were undefined.',
} as const;

export type ReasonCode = keyof typeof reasons;

export interface Defined {
  readonly value: number;
  readonly reason: null;
  readonly code: null;
}

export interface Undefined {
  readonly value: null;
  /** A sentence for a person. */
  readonly reason: string;
  /** The same reason as a key. */
  readonly code: ReasonCode;
}

/** A number, or no number and the reason why. Never NaN, and never 0 or 1 in place of "undefined". */
export type Outcome = Defined | Undefined;

/** What a figure rests on. */
export interface Basis {
  /** Coders whose work entered. */
  readonly coders: number;
  /** Documents that entered: those with at least two coders. */
  readonly documents: number;
  /** Units that entered: pairable units of coding data, annotations of unitizing data. */
  readonly units: number;
}

/** A chance-corrected coefficient: 1 is perfect, 0 is what chance gives, negative is worse than chance. */
export type Agreement = Outcome &
  Basis & {
    /** Observed disagreement, null when nothing could be compared. */
    readonly observedDisagreement: number | null;
    /** Disagreement expected by chance, null when nothing could be compared. */
    readonly expectedDisagreement: number | null;
  };

/** A defined outcome; a number that is not finite becomes an undefined one. */
export function outcome(value: number): Outcome {
  return Number.isFinite(value) ? { value, reason: null, code: null } : undefinedFor('too-large');
}

/** No number, for the given reason. */
export function undefinedFor(code: ReasonCode): Undefined {
  return { value: null, reason: reasons[code], code };
}

/** A share; undefined for the given reason when the denominator is 0. */
export function ratio(numerator: number, denominator: number, whenEmpty: ReasonCode): Outcome {
  return denominator === 0 ? undefinedFor(whenEmpty) : outcome(numerator / denominator);
}

/**
 * 1 - observed / expected. Undefined for `whenNone` when chance itself cannot disagree (expected is 0).
 * Both disagreements are given by the caller so that an exact 0 stays exact.
 */
export function chanceCorrected(
  observed: number,
  expected: number,
  basis: Basis,
  whenNone: ReasonCode = 'no-variation',
): Agreement {
  const found = expected === 0 ? undefinedFor(whenNone) : outcome(1 - observed / expected);
  return {
    ...found,
    observedDisagreement: Number.isFinite(observed) ? observed : null,
    expectedDisagreement: Number.isFinite(expected) ? expected : null,
    ...basis,
  };
}

/** A coefficient for which nothing could be compared. */
export function incomparable(code: ReasonCode, basis: Basis): Agreement {
  return withoutValue(code, null, null, basis);
}

/** A coefficient that is undefined although one disagreement or both are known. */
export function withoutValue(
  code: ReasonCode,
  observedDisagreement: number | null,
  expectedDisagreement: number | null,
  basis: Basis,
): Agreement {
  return { ...undefinedFor(code), observedDisagreement, expectedDisagreement, ...basis };
}
