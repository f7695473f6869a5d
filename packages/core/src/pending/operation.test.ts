import { describe, expect, test } from 'vitest';
import {
  annotationsTouched,
  buildsOn,
  type PendingAction,
  readingsTouched,
  rowsTouched,
} from './operation.ts';

const content = { tagId: 't', start: 0, end: 1, quote: 'x', memo: null, certainty: null };
const edit = { memo: 'why' };
const from = 'todo' as const;

describe('what an operation touches', () => {
  test.each<[string, PendingAction, string[], string[]]>([
    ['create', { kind: 'create', annotationId: 'a', content }, ['a'], []],
    ['create and clear', { kind: 'create', annotationId: 'a', content, clears: ['r'] }, ['a'], ['r']],
    ['edit', { kind: 'edit', annotationId: 'a', edit }, ['a'], []],
    ['edit and clear', { kind: 'edit', annotationId: 'a', edit, clears: ['r', 's'] }, ['a'], ['r', 's']],
    ['remove', { kind: 'remove', annotationId: 'a' }, ['a'], []],
    ['read', { kind: 'read', readingId: 'r', block: 1 }, [], ['r']],
    ['unread', { kind: 'unread', readingId: 'r' }, [], ['r']],
    ['state', { kind: 'state', state: { from, to: 'done' } }, [], []],
    [
      'undo',
      {
        kind: 'undo',
        target: '1',
        annotations: [{ annotationId: 'a', row: null }],
        readings: [{ readingId: 'r', row: null }],
        state: null,
      },
      ['a'],
      ['r'],
    ],
    [
      'undo that was kept before there were readings',
      { kind: 'undo', target: '1', annotations: [], state: null },
      [],
      [],
    ],
  ])('%s', (_, action, annotations, readings) => {
    expect(annotationsTouched(action)).toEqual(annotations);
    expect(readingsTouched(action)).toEqual(readings);
    expect(rowsTouched(action)).toEqual([...annotations, ...readings]);
  });
});

describe('buildsOn', () => {
  const undo = (target: string, ...ids: string[]): PendingAction => ({
    kind: 'undo',
    target,
    annotations: ids.map((annotationId) => ({ annotationId, row: null })),
    state: null,
  });
  const done: PendingAction = { kind: 'state', state: { from, to: 'done' } };
  const create: PendingAction = { kind: 'create', annotationId: 'a', content, clears: ['r'] };
  test.each<[string, PendingAction, PendingAction, boolean]>([
    ['an undo of it, though it touches no row', undo('earlier'), done, true],
    ['an undo of something else', undo('another'), done, false],
    ['an undo of something else that touches the same', undo('another', 'a'), create, true],
    ['an edit of what it makes', { kind: 'edit', annotationId: 'a', edit }, create, true],
    ['an edit of another', { kind: 'edit', annotationId: 'b', edit }, create, false],
    ['coding where it read', create, { kind: 'read', readingId: 'r', block: 1 }, false],
    ['taking its reading away', { kind: 'unread', readingId: 'r' }, create, true],
    ['a state', done, create, false],
  ])('%s', (_, later, earlier, expected) => {
    const place = { projectId: 'p', documentId: 'd', roundId: 'r' };
    const madeAt = '2026-01-01T00:00:00.000Z';
    expect(
      buildsOn(
        { opId: 'later', place, madeAt, action: later },
        { opId: 'earlier', place, madeAt, action: earlier },
      ),
    ).toBe(expected);
  });
});
