import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../error.ts';
import { drawAssignments, drawDocuments, type RoundPlan, sampleSizes } from './plan.ts';

const code = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('sampleSizes', () => {
  test.each<[string, Record<string, number>, number, Record<string, number>]>([
    ['nothing of nothing', {}, 50, {}],
    ['at least one', { a: 10 }, 1, { a: 1 }],
    ['all of all', { a: 3, b: 2 }, 100, { a: 3, b: 2 }],
    ['a half rounded up', { a: 5 }, 50, { a: 3 }],
    ['shares without a remainder', { a: 40, b: 60 }, 10, { a: 4, b: 6 }],
    ['the largest remainder first', { a: 7, b: 2, c: 1 }, 30, { a: 2, b: 1, c: 0 }],
    ['equal remainders by name', { b: 5, a: 5 }, 10, { a: 1, b: 0 }],
    // 12 of 58 by hand: 27 * 12 / 58 = 5.586, 20 -> 4.138, 11 -> 2.276
    ['a case by hand', { x: 27, y: 20, z: 11 }, 20, { x: 6, y: 4, z: 2 }],
  ])('%s', (_, strata, percent, expected) => {
    expect(Object.fromEntries(sampleSizes(new Map(Object.entries(strata)), percent))).toEqual(expected);
  });

  test('adds up to the rounded percentage, and no stratum is off by one or more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 100 }),
        (sizes, percent) => {
          const all = sizes.reduce((sum, size) => sum + size, 0);
          const taken = sampleSizes(new Map(sizes.map((size, at) => [`s${at}`, size])), percent);
          const whole = [...taken.values()].reduce((sum, size) => sum + size, 0);
          expect(whole).toBe(Math.max(1, Math.round((all * percent) / 100)));
          for (const [at, size] of sizes.entries()) {
            const got = taken.get(`s${at}`) ?? 0;
            expect(Math.abs(got - (size * whole) / all)).toBeLessThan(1);
            expect(got).toBeLessThanOrEqual(size);
          }
        },
      ),
      { seed: 20261124, numRuns: 500 },
    );
  });
});

const rounds = fc
  .record({
    strata: fc.array(fc.constantFrom('1990', '2000', '2010', ''), { minLength: 1, maxLength: 60 }),
    coders: fc.integer({ min: 2, max: 9 }),
    each: fc.integer({ min: 1, max: 9 }),
    percent: fc.option(fc.integer({ min: 1, max: 100 })),
    seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  })
  .map(({ strata, coders, each, percent, seed }) => {
    const documents = strata.map((stratum, at) => ({ id: `d${String(at).padStart(2, '0')}`, stratum }));
    const plan: RoundPlan = {
      codersPerDocument: Math.min(each, coders),
      memberIds: Array.from({ length: coders }, (_, at) => `m${at}`),
      doubleCodedPercent: percent,
      seed,
    };
    return { documents, plan };
  });

describe('drawDocuments', () => {
  const pool = Array.from({ length: 30 }, (_, at) => ({ id: `d${at}`, stratum: `s${at % 3}` }));

  test('draws as many as are asked, the same for the same seed in whatever order they are given', () => {
    fc.assert(
      fc.property(rounds, fc.integer({ min: 1, max: 70 }), ({ documents, plan }, count) => {
        const drawn = drawDocuments(documents, count, plan.seed);
        expect(drawn).toHaveLength(Math.min(count, documents.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn).toEqual([...drawn].sort());
        expect(drawDocuments([...documents].reverse(), count, plan.seed)).toEqual(drawn);
        for (const [stratum, list] of Map.groupBy(documents, (each) => each.stratum)) {
          const taken = list.filter(({ id }) => drawn.includes(id)).length;
          const share = (list.length * drawn.length) / documents.length;
          expect(Math.abs(taken - share), stratum).toBeLessThan(1);
        }
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  test('draws what it has always drawn, and otherwise for another seed', () => {
    expect(drawDocuments(pool, 6, 12)).toEqual(['d14', 'd20', 'd22', 'd27', 'd28', 'd6']);
    expect(drawDocuments(pool, 6, 13)).not.toEqual(drawDocuments(pool, 6, 12));
    expect(code(() => drawDocuments([...pool, ...pool], 6, 12))).toBe('assignment_not_valid');
  });
});

describe('drawAssignments', () => {
  test('gives each document its coders once, and all coders as many as any other or one more', () => {
    fc.assert(
      fc.property(rounds, ({ documents, plan }) => {
        const { assignments, sample } = drawAssignments(documents, plan);
        expect(new Set(assignments.map((each) => `${each.documentId} ${each.memberId}`)).size).toBe(
          assignments.length,
        );
        const inSample = new Set(sample);
        for (const { id } of documents) {
          const wanted = plan.doubleCodedPercent === null ? plan.codersPerDocument : inSample.has(id) ? 2 : 1;
          expect(assignments.filter((each) => each.documentId === id)).toHaveLength(wanted);
        }
        const loads = plan.memberIds.map((id) => assignments.filter((each) => each.memberId === id).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        const strata = Map.groupBy(documents, (document) => document.stratum);
        const sizes = sampleSizes(
          new Map([...strata].map(([name, list]) => [name, list.length])),
          plan.doubleCodedPercent ?? 0,
        );
        if (plan.doubleCodedPercent === null) expect(sample).toEqual([]);
        else
          for (const [name, list] of strata)
            expect(list.filter(({ id }) => inSample.has(id))).toHaveLength(sizes.get(name) ?? -1);
      }),
      { seed: 20261124, numRuns: 400 },
    );
  });

  test('draws the same for the same seed, in whatever order things are given', () => {
    fc.assert(
      fc.property(rounds, ({ documents, plan }) => {
        const turned = { ...plan, memberIds: [...plan.memberIds].reverse() };
        expect(drawAssignments([...documents].reverse(), turned)).toEqual(drawAssignments(documents, plan));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  const many = Array.from({ length: 60 }, (_, at) => ({ id: `d${at}`, stratum: '' }));
  const plan = { codersPerDocument: 2, memberIds: ['a', 'b', 'c', 'd'], doubleCodedPercent: null, seed: 1 };

  test('draws otherwise for another seed', () => {
    expect(drawAssignments(many, { ...plan, seed: 2 })).not.toEqual(drawAssignments(many, plan));
  });

  test('lets every pair of coders meet about as often', () => {
    const { assignments } = drawAssignments(many, plan);
    const meetings = new Map<string, number>();
    for (const { id } of many) {
      const pair = assignments.filter((each) => each.documentId === id).map((each) => each.memberId);
      meetings.set(pair.join(), (meetings.get(pair.join()) ?? 0) + 1);
    }
    // 60 documents over 6 pairs.
    expect(meetings.size).toBe(6);
    expect(Math.max(...meetings.values()) - Math.min(...meetings.values())).toBeLessThanOrEqual(4);
  });

  test('draws what it has always drawn, since a plan is kept to be drawn again', () => {
    const drawn = (over: Partial<RoundPlan>) => {
      const documents = Array.from({ length: 40 }, (_, at) => ({ id: `d${at}`, stratum: `s${at % 3}` }));
      const memberIds = ['a', 'b', 'c', 'd', 'e'];
      const { assignments } = drawAssignments(documents, { ...plan, memberIds, ...over });
      return assignments.map(({ documentId, memberId }) => `${documentId}${memberId}`).join(' ');
    };
    expect(drawn({ codersPerDocument: 3, seed: 11 })).toBe(
      [
        'd0b d0c d0e d1a d1b d1e d10b d10d d10e d11a d11c d11d d12a d12b d12c d13a',
        'd13c d13d d14a d14d d14e d15b d15c d15e d16a d16b d16e d17a d17d d17e d18c d18d',
        'd18e d19c d19d d19e d2a d2c d2e d20a d20b d20c d21b d21d d21e d22a d22c d22d',
        'd23a d23b d23e d24a d24c d24e d25b d25c d25e d26b d26c d26d d27a d27b d27e d28a',
        'd28b d28d d29a d29b d29d d3b d3c d3e d30b d30c d30e d31a d31c d31e d32a d32b',
        'd32d d33b d33d d33e d34b d34c d34d d35a d35d d35e d36c d36d d36e d37b d37c d37d',
        'd38a d38c d38e d39a d39b d39c d4a d4c d4d d5a d5d d5e d6a d6b d6d d7c',
        'd7d d7e d8b d8c d8d d9a d9b d9d',
      ].join(' '),
    );
    expect(drawn({ doubleCodedPercent: 20, seed: 12 })).toBe(
      [
        'd0b d1c d1e d10e d11c d12b d13d d14a d15d d16e d17a d18a d19b d2a d20b d21d',
        'd22b d23c d24c d25a d25b d26c d26d d27b d27c d28d d29a d3a d30a d31d d32a d33b',
        'd34b d34d d35e d36c d37c d38d d38e d39d d4d d5e d6b d6e d7e d8c d9a d9e',
      ].join(' '),
    );
  });

  test('draws a hundred thousand at once while nobody notices', () => {
    const documents = Array.from({ length: 5_000 }, (_, at) => ({ id: `d${at}`, stratum: '' }));
    const memberIds = Array.from({ length: 200 }, (_, at) => `m${at}`);
    const from = process.threadCpuUsage();
    const { assignments } = drawAssignments(documents, { ...plan, memberIds, codersPerDocument: 20 });
    expect(process.threadCpuUsage(from).user).toBeLessThan(5_000_000);
    expect(assignments).toHaveLength(100_000);
  });

  test.each<[string, Partial<RoundPlan>, { id: string; stratum: string }[]]>([
    ['more coders than there are', { codersPerDocument: 5 }, many],
    ['a second coder where there is one', { memberIds: ['a'], doubleCodedPercent: 10 }, many],
    ['a coder twice', { memberIds: ['a', 'b', 'a'] }, many],
    ['a document twice', {}, [...many, ...many.slice(0, 1)]],
  ])('refuses %s', (_, over, documents) => {
    expect(code(() => drawAssignments(documents, { ...plan, ...over }))).toBe('assignment_not_valid');
  });
});
