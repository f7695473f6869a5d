/** Agreement between coders. See README.md for formulas, units and references. */
export * from './alignment/disorder.ts';
export {
  type DissimilarityOptions,
  dissimilarityOf,
  positionalDissimilarity,
  readDissimilarity,
  type TagDistance,
  tagDistanceFrom,
} from './alignment/dissimilarity.ts';
export {
  type BootstrapOptions,
  bootstrapBoth,
  bootstrapDocuments,
  bootstrapParagraphs,
  bootstrapUnits,
  type Intervals,
  type Measures,
} from './bootstrap/bootstrap.ts';
export { type Bounds, type Interval, type IntervalKind, percentileBounds } from './bootstrap/interval.ts';
export {
  bootstrapTags,
  type TagInterval,
  type TagIntervalMethod,
  type TagIntervals,
} from './bootstrap/tag-intervals.ts';
export { InputError } from './check.ts';
export {
  categoryAlpha,
  krippendorffAlpha,
  meanUnitAgreement,
  percentAgreement,
  setAlpha,
} from './coding/alpha.ts';
export {
  type Category,
  type Coding,
  type CodingInput,
  readCoding,
  readTagSets,
  type TagSet,
  type TagSetInput,
} from './coding/coding.ts';
export { type CodingTally, tallyCoding, tallyUnits } from './coding/coding-tally.ts';
export { cohenKappa, type Kappa, type KappaOptions, type Weights } from './coding/cohen.ts';
export { jaccardDistance, type Level, masiDistance, type SetDistance } from './coding/distance.ts';
export {
  type Fleiss,
  type FleissTally,
  fleissCategoryKappa,
  fleissKappa,
  tallyFleiss,
  unitAgreement,
} from './coding/fleiss.ts';
export { gwetAc1, gwetAc2 } from './coding/gwet.ts';
export { meanPairwiseKappa } from './coding/light.ts';
export { codingOf, type PairTable, readTable, type TableInput, tallyPair } from './coding/pair-table.ts';
export { bennettS, scottPi } from './coding/two-coder.ts';
export {
  type BoundaryPair,
  boundariesOf,
  countDifferences,
  type Spread,
  spreadOf,
} from './decomposition/boundary.ts';
export { type CoderBoundaries, type Decomposition, decompose } from './decomposition/decomposition.ts';
export {
  type Amounts,
  addAmounts,
  amountsOf,
  type Difference,
  differencesOf,
  type Marked,
} from './decomposition/difference.ts';
export { type Gains, gainsFrom, type Help, helpFor } from './decomposition/help.ts';
export {
  allMatches,
  matchedCuAlpha,
  type SpanTally,
  type TagMatches,
  tagMatches,
  tallySpans,
} from './decomposition/span-tally.ts';
export {
  type ToleranceTally,
  tallyTolerance,
  toleranceCurve,
  tolerances,
} from './decomposition/tolerance.ts';
export { type DifferenceKind, differenceKinds } from './decomposition/unit.ts';
export {
  type Annotation,
  type CodedDocument,
  type DocumentInput,
  type Layer,
  readDocument,
  selectCoders,
  tagsOf,
} from './document/document.ts';
export type { Span } from './document/span.ts';
export { type CoderTally, type Repeat, repeatOf, tallyCoder } from './drift/coder-tally.ts';
export { type Drift, type DriftOptions, type DriftPoint, driftOf } from './drift/drift.ts';
export type { Trend } from './drift/trend.ts';
export { type DifferenceGain, gainsOf } from './gain/gain.ts';
export { characterPassages } from './matching/character-passages.ts';
export {
  type Confusion,
  characterConfusion,
  type Passage,
  pairPassages,
  spanConfusion,
} from './matching/confusion.ts';
export { type MatchCounts, type MatchMode, matchModes } from './matching/credit.ts';
export { type MatchTally, tallyMatches } from './matching/match-tally.ts';
export {
  anyOverlapScore,
  type CharacterScore,
  characterScore,
  type MatchScore,
  matchScore,
  type Score,
} from './matching/scores.ts';
export { type UnitsInput, unitsNeeded } from './planner/bloch-kraemer.ts';
export {
  type Banded,
  type DocumentsNeeded,
  type NoPlan,
  type Plan,
  type PlanOptions,
  type PlanPoint,
  planDocuments,
} from './planner/plan.ts';
export { type ProjectionRule, projectionRules, projectTag, projectToSets } from './projection/segments.ts';
export type { Agreement, Basis, Defined, Outcome, ReasonCode, Undefined } from './result.ts';
export {
  type PlainOf,
  type PlainTally,
  plainTally,
  type Scheme,
  sumTallies,
  type Tally,
  tallyOf,
} from './tally.ts';
export { barUAlpha, type Covered, cuAlpha, kuAlpha, uAlpha } from './unitizing/family.ts';
export { type GroupMargins, marginsOf } from './unitizing/group-margins.ts';
export {
  type GroupTally,
  isRefusal,
  type Refusal,
  tallyGroup,
  tallyGroupParts,
} from './unitizing/group-tally.ts';
export type { Offence } from './unitizing/lane.ts';
export { type LegacyAlpha, legacyAlpha, legacyLabel, legacyTagAlpha } from './unitizing/legacy.ts';
export { cutsBetween } from './unitizing/parts.ts';
export { pooledTagAlpha, tagAlpha } from './unitizing/per-tag.ts';
export { type TagTally, tallyTagParts, tallyTags } from './unitizing/tag-tally.ts';
export {
  type UncertainReason,
  type Verdict,
  type VerdictInput,
  type VerdictRules,
  type VerdictWord,
  verdictOn,
  verdictRules,
} from './verdict/verdict.ts';
export { version } from './version.ts';
