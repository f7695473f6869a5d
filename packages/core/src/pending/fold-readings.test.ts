import { describe, expect, it } from 'vitest';
import { foldAnnotations, foldCodingState } from './fold.ts';
import { foldReadings, withReadings } from './fold-readings.ts';
import type { PendingAction, PendingOperation } from './operation.ts';
import type { FoldContext } from './overlay.ts';
import { acknowledge, emptyQueue, enqueue, type Queue, refuse, versionToSend } from './queue.ts';
import type { ReadingRow } from './row.ts';
import { undoOf } from './undo-stack.ts';

const place = { projectId: 'project', documentId: 'letter', roundId: 'round' };
const context: FoldContext = { ...place, memberId: 'me', layerId: 'mine', codebookVersion: 1 };
const moment = '2026-01-01T00:00:00.000Z';

function row(id: string, block: number, more: Partial<ReadingRow> = {}): ReadingRow {
  return {
    id,
    layerId: 'mine',
    documentId: 'letter',
    block,
    version: 1,
    createdById: 'me',
    madeAt: moment,
    createdAt: moment,
    deletedAt: null,
    ...more,
  };
}

function operation(opId: string, action: PendingAction, documentId = 'letter'): PendingOperation {
  return { opId, place: { ...place, documentId }, madeAt: moment, action };
}

function queueOf(operations: readonly PendingOperation[], seen: Record<string, number> = {}): Queue {
  return operations.reduce((queue, each) => enqueue(queue, each, seen), emptyQueue);
}

const content = { tagId: 'pressure', start: 0, end: 4, quote: 'druk', memo: null, certainty: null };
const coded: PendingAction = { kind: 'create', annotationId: 'a', content, clears: ['r'] };
const blocks = (rows: readonly ReadingRow[], queue: Queue) =>
  [...foldReadings(rows, queue.entries, context).shown].map(([block, { pending }]) => [block, pending]);

describe('foldReadings', () => {
  it('shows what waits over what the server has, and only what is one’s own', () => {
    const queue = queueOf(
      [
        operation('1', { kind: 'read', readingId: 'n', block: 5 }),
        operation('2', { kind: 'unread', readingId: 's' }),
        operation('3', { kind: 'read', readingId: 'x', block: 9 }, 'another letter'),
      ],
      { s: 1 },
    );
    const rows = [row('r', 2), row('s', 3), row('o', 4, { layerId: 'another' })];
    expect(blocks(rows, queue)).toEqual([
      [2, false],
      [5, true],
    ]);
  });

  it('takes away what coding clears, and brings it back with the undo of it', () => {
    const first = queueOf([operation('1', coded)], { r: 1 });
    expect(blocks([row('r', 2)], first)).toEqual([]);
    const fold = foldReadings([row('r', 2)], first.entries, context);
    const [step] = withReadings(foldAnnotations([], first.entries, context).steps, fold);
    expect(step?.readings.map((each) => [each.before?.deletedAt, each.after?.deletedAt])).toEqual([
      [null, moment],
    ]);
    if (!step) throw new Error('no step');
    const undone = enqueue(first, operation('2', undoOf(step)), {});
    expect(blocks([row('r', 2)], undone)).toEqual([[2, true]]);
    expect([...foldAnnotations([], undone.entries, context).shown]).toEqual([]);
  });

  it.each(['layer', null])('makes the reading that the server will make, in the layer %s', (layerId) => {
    const queue = queueOf([operation('1', { kind: 'read', readingId: 'n', block: 5 })]);
    const { shown, steps } = foldReadings([], queue.entries, { ...context, layerId });
    const made = row('n', 5, { layerId: layerId ?? '' });
    expect(shown).toEqual(new Map([[5, { row: made, pending: true }]]));
    expect(steps).toEqual(new Map([['1', [{ readingId: 'n', before: null, after: made }]]]));
  });

  it('shows again what is read once more before the first was acknowledged', () => {
    const read: PendingAction = { kind: 'read', readingId: 'r', block: 2 };
    const queue = queueOf([operation('1', read)], { r: 1 });
    expect(foldReadings([row('r', 2)], queue.entries, context).shown.get(2)?.row).toEqual(
      row('r', 2, { version: 2 }),
    );
  });

  it('an undo shows each reading as it will be, and leaves alone what it does not know', () => {
    const queue = queueOf(
      [
        operation('1', {
          kind: 'undo',
          target: '0',
          annotations: [],
          readings: [
            { readingId: 'r', row: null },
            { readingId: 's', row: row('s', 3, { deletedAt: moment }) },
            { readingId: 'unknown', row: null },
          ],
          state: null,
        }),
        operation('2', { kind: 'unread', readingId: 'absent' }),
      ],
      { r: 1, s: 2 },
    );
    const gone = row('s', 3, { version: 2, deletedAt: moment });
    const { shown, steps } = foldReadings([row('r', 2), gone], queue.entries, context);
    const back = row('s', 3, { version: 3 });
    expect(shown).toEqual(new Map([[3, { row: back, pending: true }]]));
    expect(steps.get('1')).toEqual([
      { readingId: 'r', before: row('r', 2), after: row('r', 2, { version: 2, deletedAt: moment }) },
      { readingId: 's', before: gone, after: back },
    ]);
    expect(steps.get('2')).toEqual([]);
  });

  it('gives a step without readings an empty list of them', () => {
    const step = { opId: '1', annotations: [], readings: [], state: null };
    expect(withReadings([step], foldReadings([], [], context))).toEqual([step]);
  });

  it('passes over what the rows already have', () => {
    const queue = queueOf([operation('1', coded)], { r: 1 });
    expect(blocks([row('r', 2, { version: 3 })], queue)).toEqual([[2, false]]);
    expect(blocks([row('r', 2, { version: 2, deletedAt: moment })], queue)).toEqual([]);
  });

  it('waits for the layer, and for versions, as annotations do', () => {
    const queue = queueOf([
      operation('1', { kind: 'read', readingId: 'n', block: 5 }),
      operation('2', { kind: 'unread', readingId: 'n' }),
    ]);
    expect([...foldReadings([], queue.entries, { ...context, layerId: null }).shown]).toEqual([]);
    const [, second] = queue.entries;
    expect(second && versionToSend(second, 'n')).toBeNull();
    const [next] = acknowledge(queue, '1', { n: 1 }).entries;
    expect(next && versionToSend(next, 'n')).toBe(1);
  });

  it('begins the work', () => {
    const queue = queueOf([operation('1', { kind: 'read', readingId: 'n', block: 5 })]);
    expect(foldCodingState('todo', queue.entries, context)).toBe('in_progress');
  });

  it('shows nothing of what was refused, and does not hold coding up for it', () => {
    const queue = queueOf([
      operation('1', { kind: 'read', readingId: 'r', block: 2 }),
      operation('2', coded),
      operation('3', { kind: 'unread', readingId: 'r' }),
    ]);
    const refused = refuse(queue, '1', { code: 'reading_twice', details: {} });
    expect(refused.entries.map((entry) => entry.parked?.because ?? null)).toEqual(['1', null, '1']);
    expect(blocks([], refused)).toEqual([]);
  });

  it('takes up an undo that was kept before there were readings', () => {
    const queue = queueOf([operation('1', { kind: 'undo', target: '0', annotations: [], state: null })]);
    expect(blocks([row('r', 2)], queue)).toEqual([[2, false]]);
  });
});
