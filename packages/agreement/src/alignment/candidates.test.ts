import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documents, overlapping, runs } from '../../testing/arbitraries.ts';
import { type Annotation, readDocument } from '../document/document.ts';
import { findCandidates } from './candidates.ts';
import { dissimilarityOf, readDissimilarity } from './dissimilarity.ts';

const note = (start: number, end: number, tag = 'a'): Annotation => ({ start, end, tag });
const settings = readDissimilarity({ positionWeight: 3 });

/** What leaving every member of a group alone costs more than the group, from the definition of disorder. */
function gainOf(group: readonly Annotation[], coders: number): number {
  const pairs = (coders * (coders - 1)) / 2;
  let within = 0;
  let met = 0;
  group.forEach((a, i) => {
    for (const b of group.slice(i + 1)) {
      within += dissimilarityOf(a, b, settings);
      met++;
    }
  });
  return group.length - (within + (pairs - met)) / pairs;
}

/** All groups of two or more, at most one annotation a coder. */
function groupsOf(layers: readonly (readonly Annotation[])[]): readonly (readonly Annotation[])[] {
  return layers
    .reduce<readonly (readonly Annotation[])[]>(
      (groups, layer) => groups.flatMap((group) => [group, ...layer.map((one) => [...group, one])]),
      [[]],
    )
    .filter((group) => group.length > 1);
}

/** A group is held together if each member gains by being in it. */
const isHeld = (group: readonly Annotation[], coders: number) =>
  group.every((_, i) => {
    const rest = group.toSpliced(i, 1);
    const without = rest.length > 1 ? gainOf(rest, coders) : 0;
    return gainOf(group, coders) > without + 1e-12;
  });

test.each([3, 4])('of %d coders are exactly the groups that lose by losing a member', (coders) => {
  fc.assert(
    fc.property(
      documents((length) => overlapping(length, 3), { min: coders, max: coders }),
      ({ layers }) => {
        const found = findCandidates(layers, settings, 1);
        const lists = layers.map(({ annotations }) => annotations);
        const wanted = groupsOf(lists).filter((group) => isHeld(group, coders));
        const given = (found?.candidates ?? []).map(({ gain }) => gain).sort((a, b) => a - b);
        expect(found?.units).toBe(lists.flat().length);
        expect(given).toEqual(
          wanted.map((group) => expect.closeTo(gainOf(group, coders), 9)).sort((a, b) => a.sample - b.sample),
        );
        for (const { units } of found?.candidates ?? [])
          expect(units).toEqual(units.toSorted((a, b) => a - b));
      },
    ),
    runs(60),
  );
});

test('count annotations in the order of their middles', () => {
  const { layers } = readDocument({
    length: 100,
    layers: [
      { coder: 'x', annotations: [note(0, 9), note(80, 90)] },
      { coder: 'y', annotations: [note(0, 10), note(80, 91)] },
      { coder: 'z', annotations: [] },
    ],
  });
  const found = findCandidates(layers, settings, 1);
  expect(found?.candidates.map(({ units }) => units)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});
