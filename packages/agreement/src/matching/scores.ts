import { itemAt } from '../item.ts';
import { type Outcome, type ReasonCode, ratio } from '../result.ts';
import { type MatchCounts, type MatchMode, matchModes } from './credit.ts';
import type { MatchTally } from './match-tally.ts';

/** Precision is the share of the second coder's work, recall that of the first coder's. */
export interface Score {
  readonly precision: Outcome;
  readonly recall: Outcome;
  /** Symmetric in the two coders. */
  readonly f1: Outcome;
}

export type MatchScore = Score & MatchCounts & { readonly credit: number };
export type CharacterScore = Score & { readonly jaccard: Outcome };

/**
 * Precision, recall and F1 = 2 credit / (|first| + |second|) of the best one-to-one matching. A side that
 * marked nothing has no share; F1 is then 0, and undefined only if both marked nothing.
 */
export function matchScore(tally: MatchTally, mode: MatchMode): MatchScore {
  const place = matchModes.indexOf(mode);
  const count = (name: keyof MatchCounts) => itemAt(tally.block(name), place);
  const credit = count('correct') + count('partial') / 2;
  return {
    ...score(credit, tally.number('first'), tally.number('second')),
    credit,
    correct: count('correct'),
    partial: count('partial'),
    incorrect: count('incorrect'),
    missing: count('missing'),
    spurious: count('spurious'),
  };
}

/**
 * The share of each coder's annotations that overlap any of the other's, many to many, and the harmonic mean of
 * the two; all of it undefined for a side that marked nothing.
 */
export function anyOverlapScore(tally: MatchTally, tags: 'typed' | 'untyped'): Score {
  const typed = tags === 'typed';
  const precision = ratio(
    tally.number(typed ? 'secondOverlappingTyped' : 'secondOverlapping'),
    tally.number('second'),
    'no-spans-second',
  );
  const recall = ratio(
    tally.number(typed ? 'firstOverlappingTyped' : 'firstOverlapping'),
    tally.number('first'),
    'no-spans-first',
  );
  if (precision.value === null) return { precision, recall, f1: precision };
  if (recall.value === null) return { precision, recall, f1: recall };
  const sum = precision.value + recall.value;
  return { precision, recall, f1: sum === 0 ? precision : harmonicMean(precision.value, recall.value) };
}

/**
 * Precision, recall, F1 and Jaccard index of the marked characters: typed counts each character once per tag,
 * untyped once.
 */
export function characterScore(tally: MatchTally, tags: 'typed' | 'untyped'): CharacterScore {
  const typed = tags === 'typed';
  const first = tally.number(typed ? 'firstTyped' : 'firstCharacters');
  const second = tally.number(typed ? 'secondTyped' : 'secondCharacters');
  const both = tally.number(typed ? 'bothTyped' : 'bothCharacters');
  return { ...score(both, first, second), jaccard: ratio(both, first + second - both, 'nothing-marked') };
}

function score(credit: number, first: number, second: number): Score {
  const noneOf = (code: ReasonCode): ReasonCode => (first + second === 0 ? 'nothing-marked' : code);
  return {
    precision: ratio(credit, second, noneOf('no-spans-second')),
    recall: ratio(credit, first, noneOf('no-spans-first')),
    f1: ratio(2 * credit, first + second, 'nothing-marked'),
  };
}

function harmonicMean(a: number, b: number): Outcome {
  return ratio(2 * a * b, a + b, 'nothing-marked');
}
