import { expect, it, test } from 'vitest';
import { annotationKey, contentOf } from '../annotation.ts';
import { newer, putNewer } from './row.ts';

const row = (id: string, version: number) => ({ id, version });

test.each([
  ['nothing is known', undefined, 3, 3],
  ['what is known is older', 2, 3, 3],
  ['what is known is newer', 4, 3, 4],
])('newer: %s', (_, known, arriving, version) => {
  expect(newer(known === undefined ? undefined : row('a', known), row('a', arriving)).version).toBe(version);
});

it('keeps what is known when the same version comes again', () => {
  const known = row('a', 3);
  expect(newer(known, row('a', 3))).toBe(known);
});

test.each([
  ['a new row comes last', row('d', 1), ['a1', 'b2', 'c3', 'd1']],
  ['a newer row takes its own place', row('b', 3), ['a1', 'b3', 'c3']],
])('putNewer: %s', (_, arriving, expected) => {
  const rows = putNewer([row('a', 1), row('b', 2), row('c', 3)], arriving, ({ id }) => id);
  expect(rows.map(({ id, version }) => `${id}${version}`)).toEqual(expected);
});

it.each([1, 2])('gives the same list back for version %i of a row that it has in version 2', (version) => {
  const rows = [row('a', 1), row('b', 2)];
  expect(putNewer(rows, row('b', version), ({ id }) => id)).toBe(rows);
});

it('names a row by layer and id, and keeps of it what a person can change', () => {
  expect(annotationKey({ layerId: 'mine', id: 'a' })).toBe('mine/a');
  const content = { tagId: 't', start: 1, end: 3, quote: 'xy', memo: null, certainty: 2 };
  const whole = { ...content, id: 'a', version: 4 };
  expect(contentOf(whole)).toEqual(content);
});
