/** Finding in texts. See README.md for what is typed and what it hits. */
export {
  type Association,
  type AssociationReason,
  associationReasons,
} from './collocates/association.ts';
export {
  addCounts,
  type Collocate,
  collocates,
  countNear,
  countWords,
  type NearCounts,
  type NearWindow,
  nearness,
  nearnessOf,
  type WordCounts,
} from './collocates/collocates.ts';
export { type ConcordanceLine, type ContextLimit, concordanceLine } from './concordance/line.ts';
export { compareWords, rankWords, sortWord } from './concordance/sort-word.ts';
export { fold } from './fold/fold.ts';
export { FoldedText } from './fold/folded-text.ts';
export { type FormReason, type ProposedForm, proposeForms } from './forms/forms.ts';
export type { SpellingChange } from './forms/stem.ts';
export { type Finding, find, type Surroundings } from './match/find.ts';
export { union } from './match/union.ts';
export { patternLimits } from './pattern/syntax.ts';
export { clauses } from './piece/clause.ts';
export {
  type PairHits,
  type PairPiece,
  pairHits,
  pairPieces,
  pieces,
  TooManyPairs,
  unitsWith,
} from './piece/piece.ts';
export { codedIn, conditionsOf, pairsIn } from './query/conditions.ts';
export { type QueryError, type QueryErrorCode, QueryTooHard, queryErrorCodes } from './query/error.ts';
export { queryLimits } from './query/limit.ts';
export { withOwnNames } from './query/own-names.ts';
export { type Parsed, parseQuery } from './query/parse.ts';
export { printQuery } from './query/print.ts';
export * from './query/query.ts';
export { type Allen, allenOf, allens } from './relation/allen.ts';
export { type AskedRelation, type Distance, unitsBetween } from './relation/asked.ts';
export { relatedPairs } from './relation/pairs.ts';
export { relatedSpans } from './relation/related.ts';
export { isRelated, type PlaceRelation, relationTable } from './relation/relation.ts';
export { NO_SPANS, SpanList, type Spans, spanCount } from './spans.ts';
