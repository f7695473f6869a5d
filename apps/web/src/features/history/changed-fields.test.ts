import type { Change } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { changedFields, isSilent, momentsOf } from './changed-fields.ts';

const change = (before: object | null, after: object | null) => ({ before, after }) as unknown as Change;

describe('changedFields', () => {
  it('names what is different, without the counts', () => {
    expect(
      changedFields(change({ memo: null, version: 1, tagId: 'a' }, { memo: 'why', version: 2, tagId: 'a' })),
    ).toEqual([{ field: 'memo', before: null, after: 'why' }]);
  });

  it('compares lists by what is in them', () => {
    expect(changedFields(change({ examples: [{ quote: 'a' }] }, { examples: [{ quote: 'a' }] }))).toEqual([]);
  });

  it('is nothing for what was made', () => {
    expect(changedFields(change(null, { memo: 'x' }))).toEqual([]);
  });
});

it('a change of counts alone is silent, making something is not', () => {
  expect(isSilent(change({ codebookVersion: 1, version: 1 }, { codebookVersion: 2, version: 2 }))).toBe(true);
  expect(isSilent(change({ name: 'a' }, { name: 'b' }))).toBe(false);
  expect(isSilent(change(null, { name: 'b' }))).toBe(false);
});

it('moments come once, the last first', () => {
  expect(momentsOf([{ at: '2026-01-01' }, { at: '2026-01-03' }, { at: '2026-01-01' }])).toEqual([
    '2026-01-03',
    '2026-01-01',
  ]);
});
