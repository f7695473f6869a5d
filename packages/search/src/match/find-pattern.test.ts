import { expect, test } from 'vitest';
import { fold } from '../fold/fold.ts';
import { parseQuery } from '../query/parse.ts';
import { find } from './find.ts';

function found(query: string, text: string): readonly string[] {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Error(parsed.error.code);
  const spans: number[] = [];
  for (const match of text.matchAll(/[^.]+\.?/gu)) spans.push(match.index, match.index + match[0].length);
  const { hits } = find(parsed.query, fold(text), { sentences: () => Int32Array.from(spans) });
  return Array.from({ length: hits.length / 2 }, (_, at) => text.slice(hits[at * 2], hits[at * 2 + 1]));
}

test.each([
  ['/oekra.ne\\b/', 'Rusland/Oekraïne, OEKRAI\u0308NE\u00ad', ['Oekraïne', 'OEKRAI\u0308NE\u00ad']],
  ['/s|f/', 'ß ﬃ', ['ß', 'ﬃ']],
  ['/de \\d{4}/i a', 'A de 2014', ['A', 'de 2014']],
  ['/\\//', 'a/b', ['/']],
  // A sentence is a text by itself: what is looked for does not go on behind it, and it begins a line.
  ['in:sentence(/^a.*/)', 'ab.ac.b', ['ab.', 'ac.']],
  ['in:sentence(/e.+/ x)', 'é\u0301n x.en', ['é\u0301n x.', 'x']],
])('%s in %j', (query, text, expected) => {
  expect(found(query, text)).toEqual(expected);
});

test.each([
  ['a /b(c/', 'pattern_group_open', '('],
  ['a //', 'pattern_empty', '//'],
  ['NOT /x{3,2}/i', 'pattern_repeat_order', '{3,2}'],
])('%s: %s', (query, code, place) => {
  const parsed = parseQuery(query);
  if (parsed.ok) throw new Error('It was taken.');
  expect(parsed.error.code).toBe(code);
  expect(query.slice(parsed.error.start, parsed.error.end)).toBe(place);
});
