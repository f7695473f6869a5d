import type { Annotation, Decision, Layer, ProjectDetail, Review } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { judgingOf, settlingOf, workOf } from './comparison.ts';

const roundId = 'round';
const moment = '2026-11-24T10:00:00.000Z';

const layer = (id: string, memberId: string | null, kind: Layer['kind'] = 'current') =>
  ({ id, memberId, kind, roundId, documentId: 'letter' }) as Layer;
const assignment = (memberId: string, state: 'done' | 'in_progress') =>
  ({ memberId, roundId, state, removedAt: null }) as never;
const annotation = (id: string, layerId: string, start: number, end: number, tagId = 'pressure') =>
  ({ id, layerId, start, end, tagId, version: 1, createdById: layerId, deletedAt: null }) as Annotation;
const decision = (id: string, sources: readonly Annotation[], over: Partial<Decision> = {}) =>
  ({
    id,
    layerId: 'final',
    sources: sources.map((row) => ({ layerId: row.layerId, annotationId: row.id, version: 1 })),
    createdAt: moment,
    withdrawnAt: null,
    ...over,
  }) as Decision;

const alikeA = annotation('1', 'anna', 0, 5);
const alikeB = annotation('2', 'bram', 0, 5);
const tagA = annotation('3', 'anna', 10, 15);
const tagB = annotation('4', 'bram', 10, 15, 'cooperation');
const onlyB = annotation('5', 'bram', 20, 25);
const members = ['bram', 'anna', 'carla'].map((id) => ({ id })) as unknown as ProjectDetail['members'];
const work = workOf(
  {
    layers: [layer('anna', 'anna'), layer('bram', 'bram'), layer('carla', 'carla')],
    assignments: [assignment('anna', 'done'), assignment('bram', 'done'), assignment('carla', 'in_progress')],
    annotations: [onlyB, tagA, tagB, alikeA, alikeB, annotation('6', 'carla', 30, 35)],
  },
  members,
  roundId,
);
const final = layer('final', null, 'final');
const kinds = (found: { differences: readonly { kind: string }[] }) =>
  found.differences.map(({ kind }) => kind);

describe('the work of the coders', () => {
  it('is that of those who have finished, in the order of the members, with its differences in text order', () => {
    expect(work.coders.map(({ memberId }) => memberId)).toEqual(['bram', 'anna']);
    expect(work.differences.map(({ kind, start }) => [kind, start])).toEqual([
      ['tag', 10],
      ['only', 20],
    ]);
    expect(
      work.differences[1]?.versions.map((each) => [each.memberId, each.annotations.map(({ id }) => id)]),
    ).toEqual([
      ['bram', ['5']],
      ['anna', []],
    ]);
  });
});

describe('what has been decided', () => {
  it('is nothing without a final version, and what all have alike is then no difference', () => {
    const found = settlingOf(work, {
      final: null,
      finalAnnotations: [],
      decisions: [decision('d', [tagA, tagB])],
    });
    expect(found).toEqual({ decisions: [], differences: work.differences });
  });

  it('adds what all have alike until it is settled', () => {
    expect(kinds(settlingOf(work, { final, finalAnnotations: [], decisions: [] }))).toEqual([
      'alike',
      'tag',
      'only',
    ]);
    const decisions = [decision('d', [alikeA, alikeB])];
    expect(kinds(settlingOf(work, { final, finalAnnotations: [], decisions }))).toEqual(['tag', 'only']);
  });

  it('counts living decisions of this version, the last first, and leaves other differences as they are', () => {
    const later = decision('later', [tagB], { createdAt: '2026-11-24T11:00:00.000Z' });
    const first = decision('first', [tagA]);
    const found = settlingOf(work, {
      finalAnnotations: [],
      final,
      decisions: [
        first,
        later,
        decision('withdrawn', [onlyB], { withdrawnAt: moment }),
        decision('elsewhere', [onlyB], { layerId: 'another' }),
      ],
    });
    const [, tag, only] = found.differences;
    expect(found.decisions).toEqual([first, later]);
    expect([tag?.settled, tag?.decisions.map(({ id }) => id)]).toEqual([true, ['later', 'first']]);
    expect(only).toBe(work.differences[1]);
  });

  it('has what all have alike as well where a coder keeps their work against a verdict', () => {
    const disagreed = new Set(['bram/2']);
    const before = { final: null, finalAnnotations: [], decisions: [] };
    expect(kinds(settlingOf(work, before, disagreed))).toEqual(['alike', 'tag', 'only']);
    const decisions = [decision('d', [alikeA, alikeB])];
    const found = settlingOf(work, { final, finalAnnotations: [], decisions }, disagreed);
    expect(found.differences.map(({ kind, settled }) => [kind, settled])).toEqual([
      ['alike', true],
      ['tag', false],
      ['only', false],
    ]);
  });

  it('is not settled by a decision about a part of it', () => {
    const { differences } = settlingOf(work, {
      final,
      finalAnnotations: [],
      decisions: [decision('d', [tagA])],
    });
    expect(differences.find(({ kind }) => kind === 'tag')).toMatchObject({
      settled: false,
      decisions: [{ id: 'd' }],
    });
  });
});

describe('what reviewers have said', () => {
  const review = (annotationId: string, layerId: string, over: Partial<Review> = {}) =>
    ({
      id: `r${annotationId}`,
      annotationId,
      layerId,
      annotationVersion: 1,
      restoredVersion: null,
      response: null,
      supersededAt: null,
      withdrawnAt: null,
      ...over,
    }) as Review;

  it('leaves to others what is one’s own, and counts what nobody has judged', () => {
    const reviews = [review('1', 'anna'), review('2', 'bram', { withdrawnAt: moment })];
    const found = judgingOf(work, reviews, 'nobody');
    expect([...found.verdicts.keys()]).toEqual(['anna/1']);
    expect(found.alikeUnjudged).toBe(1);
    expect(judgingOf(work, reviews, 'bram').alikeUnjudged).toBe(0);
    expect(judgingOf(work, [], 'anna').alikeUnjudged).toBe(1);
  });

  it('says how far the judging of others’ work is, and with what their coders disagree, in text order', () => {
    const reviews = [
      review('5', 'bram', { response: 'kept' }),
      review('3', 'anna', { response: 'kept' }),
      review('4', 'bram', { response: 'learned' }),
      review('1', 'anna', { response: 'kept', withdrawnAt: moment }),
    ];
    const found = judgingOf(work, reviews, 'nobody');
    expect(found.judged).toEqual({ done: 3, of: 5 });
    expect(found.disagreed).toEqual(['anna/3', 'bram/5']);
    // What was changed since it was judged waits for another verdict.
    const changed = [
      review('3', 'anna', { annotationVersion: 0, response: 'learned' }),
      ...reviews.slice(0, 1),
    ];
    expect(judgingOf(work, changed, 'nobody').judged).toEqual({ done: 1, of: 5 });
    expect(judgingOf(work, reviews, 'bram')).toMatchObject({
      judged: { done: 1, of: 2 },
      disagreed: ['anna/3'],
    });
  });
});
