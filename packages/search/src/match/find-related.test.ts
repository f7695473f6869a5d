import { expect, test } from 'vitest';
import { fold } from '../fold/fold.ts';
import { parseQuery } from '../query/parse.ts';
import { codingFields } from '../query/query.ts';
import { find } from './find.ts';

const text = 'Rusland voert druk op. Druk werkt, en samenwerken ook. Sancties zijn druk.';
const place = (words: string): readonly number[] => [text.indexOf(words), text.indexOf(words) + words.length];
const codings: Readonly<Record<string, readonly number[]>> = {
  pressure: [...place('voert druk op'), ...place('Druk werkt'), ...place('Sancties zijn druk')],
  work: [...place('Druk werkt, en samenwerken'), ...place('ook')],
};
const sentences = [
  ...place('Rusland voert druk op.'),
  ...place('Druk werkt, en samenwerken ook.'),
  ...place('Sancties zijn druk.'),
];

test.each([
  ['tag:pressure OVERLAPS tag:work', ['Druk werkt']],
  ['tag:pressure NOT OVERLAPS tag:work', ['voert druk op', 'Sancties zijn druk']],
  ['tag:work CONTAINS tag:pressure', ['Druk werkt, en samenwerken']],
  ['tag:pressure WITHIN tag:work', ['Druk werkt']],
  ['tag:pressure BEFORE/0 tag:work', ['voert druk op']],
  ['tag:pressure AFTER/0 tag:work', ['Sancties zijn druk']],
  ['tag:pressure AFTER tag:work', ['Sancties zijn druk']],
  ['tag:work SAME/sentence sancties', []],
  ['tag:pressure SAME/sentence ook', ['Druk werkt']],
  ['tag:pressure NOT SAME/sentence ook', ['voert druk op', 'Sancties zijn druk']],
  ['druk WITHIN tag:pressure', ['druk', 'Druk', 'druk']],
  ['druk NOT WITHIN tag:work', ['druk', 'druk']],
  ['tag:pressure SAME/document tag:work', ['voert druk op', 'Druk werkt', 'Sancties zijn druk']],
  ['tag:pressure CONTAINS sancties', ['Sancties zijn druk']],
  ['tag:pressure NOT NEAR/0 tag:work', ['Druk werkt']],
  ['tag:pressure EQUALS tag:work', []],
  ['tag:pressure TOUCHES tag:work', []],
  ['in:sentence(tag:pressure BEFORE tag:work)', ['Druk werkt']],
])('%s', (query, expected) => {
  const parsed = parseQuery(query, { fields: { codings: codingFields, documents: [] } });
  if (!parsed.ok) throw new Error(parsed.error.code);
  const { hits } = find(parsed.query, fold(text), {
    codings: ([condition]) => Int32Array.from(codings[condition?.value ?? ''] ?? []),
    sentences: () => Int32Array.from(sentences),
  });
  const found = Array.from({ length: hits.length / 2 }, (_, at) =>
    text.slice(hits[at * 2], hits[at * 2 + 1]),
  );
  expect(found).toEqual(expected);
});
