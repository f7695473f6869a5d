import type { DocumentListItem } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { notCodedTwice, type PlanDraft, planOf, planWithDraw, repeatsOf, strataFields } from './plan.ts';

const draft: PlanDraft = {
  kind: 'each',
  coders: 2,
  percent: 20,
  memberIds: ['anna', 'bert'],
  stratifiedBy: 'author',
  seed: 7,
};

describe('repeatsOf', () => {
  it('draws of each coder by the seed of the form, once all is filled in', () => {
    expect(repeatsOf(draft, { perCoder: 5, days: 0 })).toEqual({
      ...{ memberIds: ['anna', 'bert'], perCoder: 5, days: 0, seed: 7 },
    });
    expect(repeatsOf({ ...draft, memberIds: [] }, { perCoder: 5, days: 30 })).toBeNull();
    expect(repeatsOf(draft, { perCoder: 0, days: 30 })).toBeNull();
    expect(repeatsOf(draft, { perCoder: 5, days: Number.NaN })).toBeNull();
  });
});

describe('planWithDraw', () => {
  const plan = planOf(draft);

  it('draws so many of these documents by the same seed', () => {
    expect(planWithDraw(plan, { count: 2, stratifiedBy: '' }, ['a', 'b', 'c'])).toEqual({
      ...plan,
      draw: { count: 2, fromDocumentIds: ['a', 'b', 'c'], stratifiedBy: null },
    });
    expect(planWithDraw(plan, { count: 2, stratifiedBy: 'dossier' }, ['a', 'b'])?.draw?.stratifiedBy).toBe(
      'dossier',
    );
  });

  it.each([0, 1.5, 4, Number.NaN])('is none yet with %d of three', (count) => {
    expect(planWithDraw(plan, { count, stratifiedBy: '' }, ['a', 'b', 'c'])).toBeNull();
  });

  it('draws from what two coders were not given in one round', () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => ({ document: { id } })) as DocumentListItem[];
    const cell = (documentId: string, memberId: string, assigned = true) => ({
      documentId,
      memberId,
      assigned,
    });
    const boards = [
      { cells: [cell('a', 'anna'), cell('a', 'bert'), cell('b', 'anna'), cell('c', 'anna')] },
      { cells: [cell('b', 'bert'), cell('c', 'bert', false), cell('c', 'anna')] },
    ];
    expect(notCodedTwice(items, boards).map(({ document }) => document.id)).toEqual(['b', 'c', 'd']);
  });
});

describe('planOf', () => {
  it('gives each document the coders that were asked for, without a sample', () => {
    expect(planOf(draft)).toEqual({
      codersPerDocument: 2,
      memberIds: ['anna', 'bert'],
      doubleCodedPercent: null,
      stratifiedBy: null,
      seed: 7,
    });
  });

  it('gives one coder and a sample that is coded twice', () => {
    expect(planOf({ ...draft, kind: 'sample' })).toMatchObject({
      codersPerDocument: 1,
      doubleCodedPercent: 20,
      stratifiedBy: 'author',
    });
    expect(planOf({ ...draft, kind: 'sample', stratifiedBy: '' })?.stratifiedBy).toBeNull();
  });

  it.each<Partial<PlanDraft>>([
    { coders: 3 },
    { coders: 0 },
    { coders: 1.5 },
    { seed: -1 },
    { seed: Number.NaN },
    { kind: 'sample', percent: 0 },
    { kind: 'sample', percent: 101 },
    { kind: 'sample', memberIds: ['anna'] },
  ])('is none with %j', (change) => {
    expect(planOf({ ...draft, ...change })).toBeNull();
  });
});

describe('strataFields', () => {
  const item = (document: object) => ({ document: { fields: {}, ...document } }) as DocumentListItem;

  it('names what the documents differ in, years instead of days, and free fields last', () => {
    const fields = strataFields([
      item({ author: 'Blok', date: '2019-12-20', fields: { party: 'VVD', chamber: '2' } }),
      item({ author: 'Kaag', date: '2019-01-02', fields: { chamber: '2' } }),
    ]);
    expect(fields).toEqual(['author', 'party']);
  });
});
