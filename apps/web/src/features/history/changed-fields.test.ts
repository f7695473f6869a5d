import { change as anyChange, type Change } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { changedFields, isSilent, momentsOf, toldFields } from './changed-fields.ts';

const change = (before: object | null, after: object | null) => ({ before, after }) as unknown as Change;

/** Fields of rows that are not told: they never change, only count or date changes, or others say them. */
const untold = [
  'action',
  'annotationId',
  'annotationVersion',
  'blind',
  'block',
  'codebookVersion',
  'createdAt',
  'createdById',
  'documentId',
  'doneAt',
  'encoding',
  'end',
  'file',
  'id',
  'kind',
  'layer',
  'layerId',
  'lengthCp',
  'lengthUtf16',
  'madeAt',
  'memberId',
  'notices',
  'number',
  'originalName',
  'pages',
  'plan',
  'piece',
  'preset',
  'proposedEnd',
  'proposedEndCp',
  'proposedQuote',
  'proposedStart',
  'proposedStartCp',
  'proposedTagId',
  'reader',
  'reason',
  'rendition',
  'renditionOfId',
  'repeats',
  'replacedById',
  'respondedAt',
  'restoredVersion',
  'roundId',
  'rule',
  'segmenter',
  'setId',
  'sourceLayerId',
  'sources',
  'start',
  'stated',
  'textSha256',
  'updatedAt',
  'verdict',
  'version',
];

it('every field of a row is told, or is known not to be', () => {
  const fields = anyChange.options.flatMap(({ shape }) => Object.keys(shape.after.unwrap().shape));
  expect([...new Set(fields)].sort()).toEqual([...toldFields, ...untold].sort());
});

describe('changedFields', () => {
  it('names what is different, without the counts', () => {
    expect(
      changedFields(change({ memo: null, version: 1, tagId: 'a' }, { memo: 'why', version: 2, tagId: 'a' })),
    ).toEqual([{ field: 'memo', before: null, after: 'why' }]);
  });

  it('says nothing of what has no words', () => {
    expect(changedFields(change({ start: 1, startCp: 1 }, { start: 2, startCp: 2 }))).toEqual([
      { field: 'startCp', before: 1, after: 2 },
    ]);
    expect(changedFields(change({ unheardOf: 1 }, { unheardOf: 2 }))).toEqual([]);
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
