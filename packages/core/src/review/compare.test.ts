import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CoderWork,
  type ComparedAnnotation,
  compareCoders,
  contentKey,
  finishedWork,
  firstPassWork,
  isSameWork,
  settledBy,
  sourceOf,
} from './compare.ts';

/** `p 0 5`: tag, start, end. */
const coder = (memberId: string, ...said: string[]): CoderWork<ComparedAnnotation> => ({
  memberId,
  layerId: `layer-${memberId}`,
  annotations: said.map((words, index) => {
    const [tagId = '', start, end] = words.split(' ');
    return {
      id: `${memberId}${index}`,
      layerId: `layer-${memberId}`,
      tagId,
      start: Number(start),
      end: Number(end),
      version: 1,
    };
  }),
});

const shown = (coders: readonly CoderWork<ComparedAnnotation>[]) => {
  const { agreements, differences } = compareCoders(coders);
  return {
    agreed: agreements.map((each) => each.map(({ id }) => id).join(' ')),
    different: differences.map(
      ({ kind, annotations, missing, start, end }) =>
        `${kind} ${start}-${end}: ${annotations.map(({ id }) => id).join(' ')}${missing.length > 0 ? `, not ${missing.join(' ')}` : ''}`,
    ),
  };
};

describe('compareCoders', () => {
  test.each([
    ['the same', [coder('a', 'p 0 5'), coder('b', 'p 0 5')], { agreed: ['a0 b0'], different: [] }],
    [
      'another tag on the same words',
      [coder('a', 'p 0 5'), coder('b', 's 0 5')],
      { agreed: [], different: ['tag 0-5: a0 b0'] },
    ],
    [
      'other boundaries',
      [coder('a', 'p 0 5'), coder('b', 'p 2 9')],
      { agreed: [], different: ['boundary 0-9: a0 b0'] },
    ],
    ['only one coder', [coder('a', 'p 0 5'), coder('b')], { agreed: [], different: ['only 0-5: a0, not b'] }],
    [
      'two of three alike',
      [coder('a', 'p 0 5'), coder('b', 'p 0 5'), coder('c')],
      { agreed: [], different: ['only 0-5: a0 b0, not c'] },
    ],
    [
      'neighbours that only touch',
      [coder('a', 'p 0 5'), coder('b', 'p 5 9')],
      { agreed: [], different: ['only 0-5: a0, not b', 'only 5-9: b0, not a'] },
    ],
    [
      'overlap with another tag, which is two things',
      [coder('a', 'p 0 5'), coder('b', 's 2 9')],
      { agreed: [], different: ['only 0-5: a0, not b', 'only 2-9: b0, not a'] },
    ],
    [
      'two tags on the same words by all',
      [coder('a', 'p 0 5', 's 0 5'), coder('b', 's 0 5', 'p 0 5')],
      { agreed: ['a0 b1', 'a1 b0'], different: [] },
    ],
    [
      'one long span against two short ones',
      [coder('a', 'p 0 9'), coder('b', 'p 0 4', 'p 5 9')],
      { agreed: [], different: ['boundary 0-9: a0 b0 b1'] },
    ],
    [
      'tied through a third',
      [coder('a', 'p 0 5'), coder('b', 'p 4 9'), coder('c', 'p 8 12')],
      { agreed: [], different: ['boundary 0-12: a0 b0 c0'] },
    ],
    [
      'one’s own overlaps, which are no disagreement',
      [coder('a', 'p 0 5', 'p 3 9'), coder('b')],
      { agreed: [], different: ['only 0-5: a0, not b', 'only 3-9: a1, not b'] },
    ],
    ['one coder alone', [coder('a', 'p 0 5')], { agreed: [], different: ['only 0-5: a0'] }],
    ['nobody', [], { agreed: [], different: [] }],
  ])('%s', (_, coders, expected) => {
    expect(shown(coders)).toEqual(expected);
  });

  const spans = fc.array(
    fc.record({
      tag: fc.constantFrom('p', 's', 't'),
      start: fc.nat(20),
      length: fc.integer({ min: 1, max: 8 }),
    }),
    { maxLength: 12 },
  );
  const teams = fc
    .array(spans, { maxLength: 4 })
    .map((lists) =>
      lists.map((list, index) =>
        coder(
          `m${index}`,
          ...new Set(list.map(({ tag, start, length }) => `${tag} ${start} ${start + length}`)),
        ),
      ),
    );

  test('puts every annotation into exactly one agreement or difference', () => {
    fc.assert(
      fc.property(teams, (coders) => {
        const { agreements, differences } = compareCoders(coders);
        const told = [...agreements.flat(), ...differences.flatMap((each) => each.annotations)];
        const all = coders.flatMap((each) => each.annotations);
        expect(told.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        for (const agreement of agreements) expect(agreement).toHaveLength(coders.length);
      }),
      { seed: 20_261_124, numRuns: 400 },
    );
  });

  test('says the same whatever the order of coders and of what they did', () => {
    fc.assert(
      fc.property(teams, fc.infiniteStream(fc.nat()), (coders, numbers) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((each) => ({ each, at: numbers.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ each }) => each);
        const other = shuffled(coders).map((each) => ({ ...each, annotations: shuffled(each.annotations) }));
        const plain = (list: readonly CoderWork<ComparedAnnotation>[]) => {
          const { agreements, differences } = compareCoders(list);
          return {
            agreements: agreements.map((each) => each.map(({ id }) => id).sort()),
            differences: differences.map((each) => ({ ...each, missing: [...each.missing].sort() })),
          };
        };
        expect(plain(other)).toEqual(plain(coders));
      }),
      { seed: 20_261_125, numRuns: 300 },
    );
  });

  test('says the same whatever coders and tags are called', () => {
    const called = (name: string) => `z${[...name].reverse().join('')}`;
    fc.assert(
      fc.property(teams, (coders) => {
        const renamed = coders.map(({ memberId, layerId, annotations }) => ({
          memberId: called(memberId),
          layerId: layerId && called(layerId),
          annotations: annotations.map((each) => ({
            ...each,
            layerId: called(each.layerId),
            tagId: called(each.tagId),
          })),
        }));
        const plain = (list: readonly CoderWork<ComparedAnnotation>[], name: (id: string) => string) => {
          const { agreements, differences } = compareCoders(list);
          return {
            agreements: agreements.map((each) => each.map(({ id }) => id).join(' ')).sort(),
            differences: differences
              .map(({ id, kind, start, end, annotations, missing }) => [
                ...[id, kind, start, end, annotations.map((each) => each.id).sort()],
                missing.map(name).sort(),
              ])
              .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
          };
        };
        expect(plain(renamed, (id) => id)).toEqual(plain(coders, called));
      }),
      { seed: 20_261_127, numRuns: 200 },
    );
  });

  test('ties exactly what a search by brute force ties', () => {
    fc.assert(
      fc.property(teams, (coders) => {
        const { differences } = compareCoders(coders);
        const rest = differences.flatMap((each) => each.annotations);
        const tied = (a: ComparedAnnotation, b: ComparedAnnotation) =>
          a.layerId !== b.layerId &&
          ((a.start === b.start && a.end === b.end) ||
            (a.tagId === b.tagId && a.start < b.end && b.start < a.end));
        const group = new Map(rest.map((each) => [each, each]));
        const rootOf = (each: ComparedAnnotation): ComparedAnnotation => {
          const up = group.get(each) ?? each;
          return up === each ? each : rootOf(up);
        };
        for (const a of rest) for (const b of rest) if (tied(a, b)) group.set(rootOf(a), rootOf(b));
        for (const { annotations, kind } of differences) {
          expect(new Set(annotations.map(rootOf)).size).toBe(1);
          const kinds = annotations.flatMap((a) =>
            annotations.flatMap((b) => {
              if (!tied(a, b)) return [];
              if (a.tagId !== b.tagId) return 'tag';
              return a.start === b.start && a.end === b.end ? 'only' : 'boundary';
            }),
          );
          expect(kind).toBe((['tag', 'boundary'] as const).find((each) => kinds.includes(each)) ?? 'only');
        }
        expect(new Set(rest.map(rootOf)).size).toBe(differences.length);
      }),
      { seed: 20_261_126, numRuns: 1000 },
    );
  });

  test.each([
    ['nested in each other', (place: number) => [place, 200_000 - place], 1],
    ['on the same words with other tags', () => [0, 9], 1],
    ['side by side', (place: number) => [place * 9, place * 9 + 8], 0],
  ] as const)(
    'compares what three coders have 20,000 times, %s, while nobody notices',
    (_, spanOf, groups) => {
      const coders = ['a', 'b', 'c'].map((memberId, shift): CoderWork<ComparedAnnotation> => {
        const annotations = Array.from({ length: 20_000 }, (_each, index) => {
          const [start = 0, end = 0] = spanOf(index * 3 + (groups === 1 ? shift : 0));
          // Each coder has tags of their own where all stand on the same words.
          const tagId = end === 9 ? `${index} ${memberId}` : 'p';
          return { id: `${memberId}${index}`, layerId: memberId, tagId, start, end, version: 1 };
        });
        return { memberId, layerId: memberId, annotations };
      });
      const from = process.threadCpuUsage();
      const { agreements, differences } = compareCoders(coders);
      const isSettled = settledBy(
        agreements.map((each) => ({ sources: each.map(sourceOf), withdrawnAt: null })),
      );
      expect(agreements.every(isSettled)).toBe(true);
      expect(process.threadCpuUsage(from).user).toBeLessThan(3_000_000);
      expect(differences).toHaveLength(groups);
    },
  );
});

test('only finished work is compared, also when nothing was coded', () => {
  const layer = (id: string, memberId: string, kind: 'current' | 'first_pass' = 'current') => ({
    id,
    roundId: 'r',
    memberId,
    kind,
  });
  const assigned = (
    memberId: string,
    state: 'done' | 'in_progress' | 'recheck',
    removedAt: string | null = null,
  ) => ({
    roundId: 'r',
    memberId,
    state,
    removedAt,
  });
  const row = (id: string, layerId: string, deletedAt: string | null = null) => ({
    ...{ id, layerId, tagId: 'p', start: 0, end: 5, version: 1 },
    deletedAt,
  });
  const work = finishedWork('r', {
    layers: [layer('la', 'a'), layer('fa', 'a', 'first_pass'), layer('lc', 'c'), layer('ld', 'd')],
    assignments: [
      assigned('d', 'recheck'),
      assigned('a', 'done'),
      assigned('b', 'done'),
      assigned('c', 'in_progress'),
      assigned('e', 'done', '2026-01-01T00:00:00.000Z'),
      { ...assigned('f', 'done'), roundId: 'other' },
    ],
    annotations: [row('1', 'la'), row('2', 'fa'), row('3', 'lc'), row('4', 'la', '2026-01-01T00:00:00.000Z')],
  });
  expect(
    work.map(({ memberId, layerId, annotations }) => [memberId, layerId, annotations.map(({ id }) => id)]),
  ).toEqual([
    ['a', 'la', ['1']],
    ['b', null, []],
    ['d', 'ld', []],
  ]);
});

test('a difference is settled by living decisions on what is there now', () => {
  const [a, b] = coder('a', 'p 0 5', 'p 6 9').annotations;
  if (!a || !b) throw new Error('no annotations');
  const decision = (sources: ComparedAnnotation[], withdrawnAt: string | null = null) => ({
    sources: sources.map(sourceOf),
    withdrawnAt,
  });
  expect(settledBy([decision([a]), decision([b])])([a, b])).toBe(true);
  expect(settledBy([decision([a])])([a, b])).toBe(false);
  expect(settledBy([decision([a], '2026-01-01T00:00:00.000Z')])([a])).toBe(false);
  expect(settledBy([decision([a])])([{ ...a, version: 2 }])).toBe(false);
  const final = { ...b, layerId: 'final', id: 'f' };
  expect(settledBy([decision([a])], [final])([a, b])).toBe(true);
  expect(settledBy([decision([a])], [{ ...final, tagId: 'q' }])([a, b])).toBe(false);
  expect(contentKey(a)).toBe('p 0 5');
});

test('a first pass is of those who have one, and the same as now until something is changed, moved or taken away', () => {
  const layer = (id: string, memberId: string, kind: 'current' | 'first_pass') => ({
    id,
    roundId: 'r',
    memberId,
    kind,
  });
  const row = (id: string, layerId: string, more: object = {}) => ({
    ...{ id, layerId, tagId: 'p', start: 0, end: 5, version: 1, deletedAt: null as string | null },
    ...more,
  });
  const layers = [
    layer('a', 'anna', 'current'),
    layer('fa', 'anna', 'first_pass'),
    layer('fb', 'bert', 'first_pass'),
    layer('c', 'cees', 'current'),
  ];
  const first = firstPassWork('r', { layers, annotations: [row('1', 'a'), row('1', 'fa'), row('2', 'c')] });
  expect(first.map(({ memberId, annotations }) => [memberId, annotations.length])).toEqual([
    ['anna', 1],
    ['bert', 0],
  ]);
  const given = { roundId: 'r', state: 'done', removedAt: null } as const;
  const assignments = ['anna', 'bert'].map((memberId) => ({ ...given, memberId }));
  const now = (annotations: ReturnType<typeof row>[]) =>
    finishedWork('r', { layers, assignments, annotations });
  // A memo that was added changes the version, and nothing that is compared.
  expect(isSameWork(first, now([row('1', 'a', { version: 2 })]))).toBe(true);
  expect(isSameWork(first, now([row('1', 'a', { tagId: 's' })]))).toBe(false);
  expect(isSameWork(first, now([row('1', 'a', { end: 6 })]))).toBe(false);
  expect(isSameWork(first, now([]))).toBe(false);
});
