import { expect, test } from 'vitest';
import { fold } from '../fold/fold.ts';
import { parseQuery } from '../query/parse.ts';
import { find } from './find.ts';

/** The hits of a query, as they stand in the text. */
function hitsOf(text: string, query: string): string[] | string {
  const parsed = parseQuery(query);
  if (!parsed.ok) return parsed.error.code;
  const { hits } = find(parsed.query, fold(text));
  return Array.from({ length: hits.length / 2 }, (_, at) => text.slice(hits[at * 2], hits[at * 2 + 1]));
}

test.each<[text: string, query: string, hits: string[] | string]>([
  ['De EU-sancties tegen Rusland', 'sancties', ['sancties']],
  ['Rusland/Oekraïne', 'oekraine', ['Oekraïne']],
  ['een sanctie', 'sancties', []],
  ['de vrije\r\n wereld', '"vrije wereld"', ['vrije\r\n wereld']],
  ['a b', '(a AND c) OR b', ['b']],
  ['a b', 'a NOT c', ['a']],
  ['e\u0301e\u0301n\u00AD, twee', 'één', ['e\u0301e\u0301n\u00AD']],
  ['Poetin’s', "poetin's", ['Poetin’s']],
  ['onzin van Poetin', '*in', ['onzin', 'Poetin']],
])('%j: %s', (text, query, hits) => {
  expect(hitsOf(text, query)).toEqual(hits);
});
