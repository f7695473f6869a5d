import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planStart, type StartRule, type VerdictView, verdictKey } from './adjudication.ts';
import type { CoderWork, ComparedAnnotation } from './compare.ts';

const coder = (memberId: string, ...said: string[]): CoderWork<ComparedAnnotation> => ({
  memberId,
  layerId: `layer-${memberId}`,
  annotations: said.map((words, index) => {
    const [tagId = '', start, end] = words.split(' ');
    const span = { start: Number(start), end: Number(end) };
    return { id: `${memberId}${index}`, layerId: `layer-${memberId}`, tagId, ...span, version: 1 };
  }),
});
const verdict = (verdict: VerdictView['verdict'], over: Partial<VerdictView> = {}): VerdictView => ({
  verdict,
  annotationVersion: 1,
  restoredVersion: null,
  response: null,
  proposedTagId: null,
  proposedStart: null,
  proposedEnd: null,
  ...over,
});
const plan = (
  rule: StartRule,
  coders: readonly CoderWork<ComparedAnnotation>[],
  verdicts: Record<string, VerdictView> = {},
) => {
  const byKey = new Map(
    coders.flatMap(({ annotations }) =>
      annotations.flatMap((each) => {
        const found = verdicts[each.id];
        return found ? [[verdictKey(each), found] as const] : [];
      }),
    ),
  );
  return planStart(rule, coders, byKey).map((each) => {
    const sources = each.sources.map(({ annotationId }) => annotationId).join(' ');
    if (each.action === 'take') return `take ${each.taken.id} of ${sources}`;
    if (each.action === 'edit') return `edit ${each.tagId} ${each.start}-${each.end} of ${sources}`;
    return `drop ${sources}`;
  });
};

const three = [
  coder('a', 'p 0 5', 's 10 15', 'p 20 25'),
  coder('b', 'p 0 5', 's 10 15', 'p 21 25'),
  coder('c', 'p 0 5', 's 10 18'),
];

describe('planStart', () => {
  test('takes what all have alike', () => {
    expect(plan({ kind: 'unanimous' }, three)).toEqual(['take a0 of a0 b0 c0']);
  });

  test('takes what most have alike, against the others, and leaves the rest open', () => {
    expect(plan({ kind: 'majority' }, three)).toEqual(['take a0 of a0 b0 c0', 'take a1 of a1 b1 c1']);
  });

  test('half is not most', () => {
    expect(plan({ kind: 'majority' }, [coder('a', 'p 0 5'), coder('b', 'p 1 5')])).toEqual([]);
  });

  test('takes all that one coder has, and leaves out what only others have', () => {
    const coders = [coder('a', 'p 0 5', 's 30 35'), coder('b', 'p 1 5', 't 40 45')];
    expect(plan({ kind: 'one_coder', memberId: 'a' }, coders)).toEqual([
      'take a0 of a0 b0',
      'take a1 of a1',
      'drop b1',
    ]);
  });

  test('follows the review: accepted, changed, rejected, and what was not judged as it is left open', () => {
    const coders = [coder('a', 'p 0 5', 's 10 15', 'p 20 25', 'p 30 35', 'p 40 45', 'p 50 55')];
    const verdicts = {
      a0: verdict('accept'),
      a1: verdict('change', { proposedTagId: 'p', proposedStart: 11, proposedEnd: 15 }),
      a2: verdict('reject'),
      a4: verdict('accept', { annotationVersion: 7 }),
      // Adopted: it is already as it was to be changed.
      a5: verdict('change', { annotationVersion: 0, proposedTagId: 'p', response: 'adopted' }),
    };
    expect(plan({ kind: 'review' }, coders, verdicts)).toEqual([
      'take a0 of a0',
      'edit p 11-15 of a1',
      'take a5 of a5',
      'drop a2',
    ]);
  });

  test('makes one of what the review brings to the same', () => {
    const coders = [coder('a', 'p 0 5'), coder('b', 'p 1 5'), coder('c', 's 0 5')];
    const verdicts = {
      a0: verdict('accept'),
      b0: verdict('change', { proposedStart: 0, proposedEnd: 5 }),
      c0: verdict('change', { proposedTagId: 'p' }),
    };
    expect(plan({ kind: 'review' }, coders, verdicts)).toEqual(['take a0 of a0 b0 c0']);
  });

  test('starts empty with nothing', () => {
    expect(plan({ kind: 'empty' }, three)).toEqual([]);
  });

  test('decides on no source twice, and never on one that is not there', () => {
    const spans = fc.array(
      fc.record({
        tag: fc.constantFrom('p', 's'),
        start: fc.nat(12),
        length: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 8 },
    );
    const rules: fc.Arbitrary<StartRule> = fc.constantFrom(
      { kind: 'unanimous' } as const,
      { kind: 'majority' } as const,
      { kind: 'one_coder', memberId: 'm0' } as const,
    );
    fc.assert(
      fc.property(rules, fc.array(spans, { minLength: 1, maxLength: 4 }), (rule, lists) => {
        const coders = lists.map((list, index) =>
          coder(`m${index}`, ...new Set(list.map((s) => `${s.tag} ${s.start} ${s.start + s.length}`))),
        );
        const sources = planStart(rule, coders, new Map()).flatMap((each) => each.sources);
        const keys = sources.map((each) => each.annotationId);
        expect(new Set(keys).size).toBe(keys.length);
        const all = coders.flatMap((each) => each.annotations.map(({ id }) => id));
        expect(keys.filter((id) => !all.includes(id))).toEqual([]);
        if (rule.kind === 'one_coder') expect([...keys].sort()).toEqual([...all].sort());
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});
