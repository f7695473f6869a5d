import { describe, expect, it } from 'vitest';
import type { Refusal } from '../error.ts';
import type { PendingAction, PendingOperation } from './operation.ts';
import {
  acknowledge,
  contestedMemo,
  drop,
  emptyQueue,
  enqueue,
  nextToSend,
  parkedGroups,
  type Queue,
  refuse,
  retry,
  settleMemo,
} from './queue.ts';

const place = { projectId: 'project', documentId: 'letter', roundId: 'round' };

function operation(opId: string, action: PendingAction): PendingOperation {
  return { opId, place, madeAt: '2026-01-01T00:00:00.000Z', action };
}
const create = (opId: string, annotationId: string) =>
  operation(opId, {
    kind: 'create',
    annotationId,
    content: { tagId: 't', start: 0, end: 1, quote: 'x', memo: null, certainty: null },
  });
const edit = (opId: string, annotationId: string) =>
  operation(opId, { kind: 'edit', annotationId, edit: { memo: opId } });
const undo = (opId: string, target: string, annotationIds: string[] = []) =>
  operation(opId, {
    kind: 'undo',
    target,
    annotations: annotationIds.map((annotationId) => ({ annotationId, row: null })),
    state: null,
  });
const done = (opId: string) => operation(opId, { kind: 'state', state: { from: null, to: 'done' } });

const refusal: Refusal = { code: 'tag_archived', details: {} };
const fill = (operations: PendingOperation[], seen: Record<string, number> = {}): Queue =>
  operations.reduce((queue, each) => enqueue(queue, each, seen), emptyQueue);
const names = (queue: Queue) => queue.entries.map((entry) => entry.operation.opId);
const basesOf = (queue: Queue, opId: string) =>
  queue.entries.find((entry) => entry.operation.opId === opId)?.bases;

describe('enqueue', () => {
  it('builds on what was seen, or on what waits before it', () => {
    const queue = fill([create('1', 'a'), edit('2', 'a'), edit('3', 'b'), edit('4', 'b'), done('5')], {
      b: 7,
    });
    expect(basesOf(queue, '1')).toEqual({});
    expect(basesOf(queue, '2')).toEqual({ a: { after: '1' } });
    expect(basesOf(queue, '3')).toEqual({ b: { version: 7 } });
    expect(basesOf(queue, '4')).toEqual({ b: { after: '3' } });
    expect(basesOf(queue, '5')).toEqual({});
  });

  it('takes no operation twice', () => {
    const queue = fill([create('1', 'a')]);
    expect(enqueue(queue, create('1', 'a'), {})).toBe(queue);
  });

  it('does not build on what is parked', () => {
    const queue = enqueue(refuse(fill([edit('1', 'a')], { a: 2 }), '1', refusal), edit('2', 'a'), { a: 3 });
    expect(basesOf(queue, '2')).toEqual({ a: { version: 3 } });
  });

  it('knows the version that an acknowledgement left when another tab has not heard of it', () => {
    const queue = acknowledge(fill([edit('1', 'a')], { a: 2 }), '1', { a: 3 });
    expect(basesOf(enqueue(queue, edit('2', 'a'), { a: 2 }), '2')).toEqual({ a: { version: 3 } });
    expect(basesOf(enqueue(queue, edit('2', 'a'), { a: 5 }), '2')).toEqual({ a: { version: 5 } });
  });
});

describe('acknowledge', () => {
  it('tells what builds on it which version it left', () => {
    const queue = acknowledge(fill([create('1', 'a'), edit('2', 'a'), edit('3', 'a')]), '1', { a: 1 });
    expect(names(queue)).toEqual(['2', '3']);
    expect(basesOf(queue, '2')).toEqual({ a: { version: 1 } });
    expect(basesOf(queue, '3')).toEqual({ a: { after: '2' } });
  });

  it('hands its own base on when it changed nothing', () => {
    const queue = acknowledge(fill([edit('1', 'a'), edit('2', 'a')], { a: 4 }), '1', {});
    expect(basesOf(queue, '2')).toEqual({ a: { version: 4 } });
  });

  it('takes what it made for new when neither names a version', () => {
    const queue = acknowledge(fill([create('1', 'a'), edit('2', 'a')]), '1', {});
    expect(basesOf(queue, '2')).toEqual({ a: { version: 1 } });
  });

  it('leaves what does not build on it as it is', () => {
    const before = fill([edit('1', 'a'), edit('2', 'b')], { a: 1, b: 1 });
    expect(acknowledge(before, '1', { a: 2 }).entries[0]).toBe(before.entries[1]);
  });

  it('remembers the last version left of each, and of the latest two hundred only', () => {
    const first = acknowledge(fill([edit('1', 'a')], { a: 1 }), '1', { a: 2, b: 1 });
    const second = acknowledge(enqueue(first, edit('2', 'a'), {}), '2', { a: 3 });
    expect(second.left).toEqual([
      { annotationId: 'b', version: 1 },
      { annotationId: 'a', version: 3 },
    ]);
    const many = Object.fromEntries(Array.from({ length: 199 }, (_, index) => [`x${index}`, 1]));
    const third = acknowledge(enqueue(second, edit('3', 'c'), {}), '3', many);
    expect(third.left).toHaveLength(200);
    expect(third.left[0]).toEqual({ annotationId: 'a', version: 3 });
  });

  it('does nothing for an operation that is not there', () => {
    const queue = fill([create('1', 'a')]);
    expect(acknowledge(queue, '9', { a: 1 })).toBe(queue);
  });
});

describe('refuse', () => {
  it('parks what builds on it and lets everything else go on', () => {
    const queue = refuse(
      fill([
        create('1', 'a'),
        create('2', 'b'),
        edit('3', 'a'),
        undo('4', '3', ['a']),
        edit('5', 'b'),
        done('6'),
      ]),
      '1',
      refusal,
    );
    expect(parkedGroups(queue)).toMatchObject([
      { because: '1', refusal, operations: [{ opId: '1' }, { opId: '3' }, { opId: '4' }] },
    ]);
    expect(nextToSend(queue)?.operation.opId).toBe('2');
  });

  it('parks through a chain over several annotations', () => {
    const queue = refuse(fill([edit('1', 'a'), undo('2', '0', ['a', 'b']), edit('3', 'b')]), '1', refusal);
    expect(parkedGroups(queue)[0]?.operations).toHaveLength(3);
  });

  it('does not park what came before', () => {
    const queue = refuse(fill([create('1', 'a'), edit('2', 'a')]), '2', refusal);
    expect(nextToSend(queue)?.operation.opId).toBe('1');
    expect(parkedGroups(queue)[0]?.operations).toHaveLength(1);
  });

  it('keeps the reason for which something was parked before', () => {
    const before = refuse(fill([create('1', 'a'), edit('2', 'b'), undo('3', '0', ['a', 'b'])]), '2', refusal);
    const queue = refuse(before, '1', { code: 'busy', details: {} });
    expect(queue.entries.map((entry) => [entry.operation.opId, entry.parked?.because])).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['3', '2'],
    ]);
  });

  it('leaves a parked operation and unknown names alone', () => {
    const queue = refuse(fill([create('1', 'a')]), '1', refusal);
    expect(refuse(queue, '1', { code: 'busy', details: {} })).toBe(queue);
    expect(refuse(queue, '9', refusal)).toBe(queue);
  });
});

describe('what the person chooses', () => {
  const parked = refuse(
    fill([edit('1', 'a'), create('2', 'b'), edit('3', 'a'), undo('4', '3', ['a'])], { a: 1 }),
    '1',
    refusal,
  );

  it('drops a group and nothing else', () => {
    expect(names(drop(parked, '1'))).toEqual(['2']);
    expect(names(drop(parked, 'other'))).toEqual(['1', '2', '3', '4']);
  });

  it('sends a group once more under new names, over what is there now', () => {
    const queue = retry(parked, '1', { a: 5 }, { 1: 'n1', 3: 'n3', 4: 'n4' });
    expect(names(queue)).toEqual(['2', 'n1', 'n3', 'n4']);
    expect(parkedGroups(queue)).toEqual([]);
    expect(basesOf(queue, 'n1')).toEqual({ a: { version: 5 } });
    expect(basesOf(queue, 'n3')).toEqual({ a: { after: 'n1' } });
    expect(queue.entries.at(-1)?.operation.action).toMatchObject({ kind: 'undo', target: 'n3' });
  });

  it('leaves an undo that names something outside the group as it is', () => {
    const one = refuse(fill([undo('1', '0', ['a'])]), '1', refusal);
    expect(retry(one, '1', {}, { 1: 'n1' }).entries.map((entry) => entry.operation)).toEqual([
      undo('n1', '0', ['a']),
    ]);
    const other = refuse(fill([edit('1', 'a')], { a: 1 }), '1', refusal);
    expect(retry(other, '1', { a: 1 }, { 1: 'n1' }).entries[0]?.operation.action).toEqual(
      edit('1', 'a').action,
    );
  });

  it('insists on new names', () => {
    expect(() => retry(parked, '1', {}, {})).toThrow('no new name');
  });
});

describe('a memo that was written elsewhere meanwhile', () => {
  const conflict: Refusal = { code: 'field_conflict', details: {} };
  const tagged = operation('3', { kind: 'edit', annotationId: 'a', edit: { tagId: 't' } });
  const parked = refuse(
    fill([edit('1', 'a'), edit('2', 'a'), tagged, undo('4', '2', ['a'])], { a: 1 }),
    '1',
    conflict,
  );
  const [group] = parkedGroups(parked);
  const ids = { 1: 'n1', 2: 'n2', 3: 'n3', 4: 'n4' };

  it('is the last that was written and not undone', () => {
    if (group === undefined) throw new Error('nothing is parked');
    expect(contestedMemo(group)).toEqual({ annotationId: 'a', memo: '1' });
    const last = { ...group, operations: group.operations.slice(0, 3) };
    expect(contestedMemo(last)).toEqual({ annotationId: 'a', memo: '2' });
    expect(contestedMemo({ ...group, refusal })).toBeNull();
    expect(contestedMemo({ ...group, operations: [tagged] })).toBeNull();
  });

  it('goes once more, over the one that is stored, with what was done after it', () => {
    const queue = settleMemo(parked, '1', { memo: 'both', over: 'theirs' }, { a: 5 }, ids);
    expect(queue.entries.map(({ operation: { opId, action } }) => [opId, action])).toEqual([
      ['n1', { kind: 'edit', annotationId: 'a', edit: { memo: 'both' }, base: { memo: 'theirs' } }],
      ['n3', tagged.action],
    ]);
    expect(basesOf(queue, 'n1')).toEqual({ a: { version: 5 } });
  });

  it('is left out where the stored one is chosen, and the rest goes on', () => {
    expect(names(settleMemo(parked, '1', null, { a: 5 }, ids))).toEqual(['n3']);
    expect(settleMemo(parked, '9', null, {}, ids)).toBe(parked);
  });
});
