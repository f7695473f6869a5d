import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documents, exclusive, runs } from '../../testing/arbitraries.ts';
import { legacyBySections } from '../../testing/oracles.ts';
import { type Annotation, readDocument, selectCoders } from '../document/document.ts';
import { legacyAlpha, legacyTagAlpha } from './legacy.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const documentOf = (length: number, ...lists: readonly (readonly Annotation[])[]) =>
  readDocument({ length, layers: lists.map((annotations, i) => ({ coder: `k${i + 1}`, annotations })) });

test('equals its formulas, section by section', () => {
  fc.assert(
    fc.property(documents(exclusive, { min: 2, max: 4 }), (document) => {
      for (const tags of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
        const given = legacyAlpha(document, tags).value;
        const wanted = legacyBySections(document, tags);
        if (wanted === null) expect(given).toBeNull();
        else expect(given).toBeCloseTo(wanted, 9);
      }
      expect(legacyTagAlpha(document, 'b')).toEqual(legacyAlpha(document, ['b']));
    }),
    runs(200),
  );
});

test('merges overlapping annotations of one tag', () => {
  const pieces = documentOf(20, [note(0, 5), note(3, 8)], [note(1, 4)]);
  const whole = documentOf(20, [note(0, 8)], [note(1, 4)]);
  expect(legacyAlpha(pieces, ['a'])).toEqual(legacyAlpha(whole, ['a']));
});

test('says that it is for comparison only, and what it rests on', () => {
  const result = legacyAlpha(documentOf(20, [note(0, 8), note(2, 3, 'b')], [note(1, 4)], []), ['a', 'b']);
  expect(result.label).toBe('Legacy: alpha-U of 1995/2004, for comparison with older programs only');
  expect(result).toMatchObject({ coders: 3, documents: 1, units: 3 });
});

test('is undefined without coders, without marks and without variation', () => {
  const document = documentOf(9, [note(0, 3)], []);
  expect(legacyAlpha(selectCoders(document, ['k1']), ['a'])).toMatchObject({
    code: 'fewer-than-two-coders',
    documents: 0,
    coders: 1,
  });
  expect(legacyAlpha(documentOf(0, [], []), ['a'])).toMatchObject({ code: 'nothing-pairable', documents: 0 });
  expect(legacyAlpha(document, ['b']).code).toBe('nothing-marked');
  expect(legacyAlpha(document, []).code).toBe('nothing-marked');
  const characters = [note(0, 1), note(1, 2)];
  expect(legacyAlpha(documentOf(2, characters, characters), ['a']).code).toBe('no-variation');
});
