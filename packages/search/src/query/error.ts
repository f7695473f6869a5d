import { patternErrorCodes } from '../pattern/syntax.ts';
import type { Place } from './query.ts';

/** What may be wrong with a query. Each is said at its place. */
export const queryErrorCodes = [
  'query_empty',
  'query_too_long',
  'query_too_many_terms',
  'query_too_deep',
  'word_without_letters',
  'phrase_not_closed',
  'bracket_not_closed',
  'bracket_not_opened',
  'bracket_empty',
  'operand_missing',
  'near_without_number',
  'near_number_too_large',
  'near_of_what',
  'forms_not_chosen',
  'forms_of_phrase',
  'forms_not_closed',
  'pattern_not_closed',
  'pattern_option_unknown',
  ...patternErrorCodes,
  'coding_not_closed',
  'coding_empty',
  'coding_condition_expected',
  'condition_without_value',
  'condition_range',
] as const;
export type QueryErrorCode = (typeof queryErrorCodes)[number];

/** What is wrong, and where: in UTF-16 units of what was typed. */
export interface QueryError extends Place {
  readonly code: QueryErrorCode;
}

/** Thrown while a query is read, and caught where that was asked for. */
export class QueryRefusal extends Error {
  readonly error: QueryError;

  constructor(code: QueryErrorCode, { start, end }: Place) {
    super(code);
    this.error = { code, start, end };
  }
}

/** Thrown while a text is searched: this pattern would take too long there. */
export class QueryTooHard extends Error {
  readonly #code: QueryErrorCode;
  readonly #pattern: string;

  constructor(code: QueryErrorCode, pattern: string) {
    super(code);
    this.#code = code;
    this.#pattern = pattern;
  }

  /** With its place in what was typed. */
  in(source: string): QueryError {
    const written = `/${this.#pattern}/`;
    const start = Math.max(0, source.indexOf(written));
    return { code: this.#code, start, end: start + written.length };
  }
}
