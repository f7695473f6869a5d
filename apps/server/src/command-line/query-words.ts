import { patternLimits, type QueryError, type QueryErrorCode, queryLimits } from '@koersvast/search';

const WORDS: Record<QueryErrorCode, string> = {
  query_empty: 'There is nothing to look for',
  query_too_long: `A query has ${queryLimits.length} characters at most`,
  query_too_many_terms: `A query has ${queryLimits.terms} words at most`,
  query_too_deep: `Brackets and NOT go ${queryLimits.depth} deep at most`,
  word_without_letters: 'There is no letter, digit or * in this',
  phrase_not_closed: 'This phrase has no closing mark',
  bracket_not_closed: 'This bracket is not closed',
  bracket_not_opened: 'No bracket was opened for this one',
  bracket_empty: 'There is nothing between these brackets',
  operand_missing: 'A word is missing here',
  near_without_number: 'Write NEAR/5 or FOLLOWED/5, with the number of words that may stand between',
  near_number_too_large: `No more than ${queryLimits.words} words may stand between`,
  near_of_what:
    'Beside NEAR and FOLLOWED stand words, phrases, patterns, forms, or these with OR between them',
  forms_of_phrase: 'Only a single word has forms: ~sanctie[sanctie sancties]',
  forms_not_chosen: 'The forms of this word are not chosen: ~sanctie[sanctie sancties]',
  forms_not_closed: 'The list of forms has no closing ]',
  pattern_not_closed: 'This pattern has no closing /',
  pattern_option_unknown: 'Behind a pattern only i may stand',
  pattern_empty: 'There is nothing between the strokes',
  pattern_group_open: 'This bracket of the pattern is not closed',
  pattern_group_closed: 'This bracket of the pattern was not opened: for the character itself write \\)',
  pattern_group_unknown: 'Groups of a pattern are written (…) or (?:…)',
  pattern_class_open: 'This [ of the pattern is not closed',
  pattern_class_closed: 'This ] of the pattern was not opened: for the character itself write \\]',
  pattern_range_order: 'This range runs backwards, or from or to what is no single character',
  pattern_brace:
    'A number of repetitions is written {2}, {2,} or {2,5}: for the character itself write \\{ or \\}',
  pattern_nothing_to_repeat: 'There is nothing here that can be repeated',
  pattern_repeat_order: 'The smaller number of repetitions comes first',
  pattern_repeat_limit: `No more than ${patternLimits.repeat} repetitions can be counted`,
  pattern_escape_unknown: 'A backslash means nothing before this',
  pattern_property_unknown: 'There is no such property of characters: \\p{L} is a letter, \\p{N} a digit',
  pattern_look_around: 'A pattern cannot look ahead or behind here',
  pattern_back_reference: 'A pattern cannot refer back to a group here',
  pattern_too_deep: `No more than ${patternLimits.depth} brackets of a pattern may stand within each other`,
  pattern_too_large: 'This pattern is too large: smaller numbers of repetitions help',
  coding_not_closed: 'The conditions on a coding have no closing ]',
  coding_empty: 'There is no condition in these brackets',
  coding_condition_expected: 'Only conditions on a coding may stand here',
  condition_without_value: 'The value is missing',
  condition_range: 'A range has one beginning and one end: 2014..2020',
};

/** In a sentence, with the place in code points and what stands there. */
export function wordsOfQueryError({ code, start, end }: QueryError, query: string): string {
  const at = [...query.slice(0, start)].length + 1;
  const there = query.slice(start, end);
  return `${WORDS[code]}, at character ${at}${there === '' ? ' (the end)' : `: ${there}`}`;
}
