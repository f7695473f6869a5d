import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoldContext, foldAnnotations, foldCodingState } from './fold.ts';
import type { CodingState, PendingAction, PendingOperation, Place } from './operation.ts';
import { acknowledge, emptyQueue, enqueue, nextToSend, type Queue, refuse, versionToSend } from './queue.ts';
import { type AnnotationRow, annotationKey, putNewer } from './row.ts';
import { stackAfter, stackWithPending, undoOf } from './undo-stack.ts';

const place: Place = { projectId: 'project', documentId: 'letter', roundId: 'round' };
const context: FoldContext = {
  memberId: 'me',
  documentId: 'letter',
  roundId: 'round',
  layerId: 'mine',
  codebookVersion: 1,
};
const moment = '2026-01-01T00:00:00.000Z';

function row(id: string, version: number, more: Partial<AnnotationRow> = {}): AnnotationRow {
  return {
    id,
    layerId: 'mine',
    documentId: 'letter',
    tagId: 'pressure',
    start: 0,
    end: 4,
    startCp: 0,
    endCp: 4,
    quote: 'druk',
    memo: null,
    certainty: null,
    version,
    codebookVersion: 1,
    createdById: 'me',
    madeAt: moment,
    createdAt: moment,
    updatedAt: moment,
    deletedAt: null,
    ...more,
  };
}

function operation(opId: string, action: PendingAction, at: Place = place): PendingOperation {
  return { opId, place: at, madeAt: moment, action };
}

const created: PendingAction = {
  kind: 'create',
  annotationId: 'a',
  content: { tagId: 'pressure', start: 0, end: 4, quote: 'druk', memo: null, certainty: null },
};

function queueOf(operations: readonly PendingOperation[], seen: Record<string, number> = {}): Queue {
  return operations.reduce((queue, each) => enqueue(queue, each, seen), emptyQueue);
}

function shownOf(rows: readonly AnnotationRow[], queue: Queue) {
  return [...foldAnnotations(rows, queue.entries, context).shown.values()];
}

describe('foldAnnotations', () => {
  it('shows what waits over what the server has', () => {
    const queue = queueOf(
      [
        operation('1', created),
        operation('2', { kind: 'edit', annotationId: 'a', edit: { memo: 'why' } }),
        operation('3', { kind: 'edit', annotationId: 'b', edit: { tagId: 'cooperation' } }),
        operation('4', { kind: 'remove', annotationId: 'c' }),
      ],
      { b: 2, c: 1 },
    );
    const shown = shownOf([row('b', 2), row('c', 1), row('d', 1)], queue);
    expect(shown.map(({ row: each, pending }) => [each.id, each.tagId, each.memo, pending])).toEqual([
      ['b', 'cooperation', null, true],
      ['d', 'pressure', null, false],
      ['a', 'pressure', 'why', true],
    ]);
  });

  it('keeps annotations of others beside copies of the same id', () => {
    const fold = foldAnnotations([row('a', 1), row('a', 1, { layerId: 'theirs' })], [], context);
    expect([...fold.shown.entries()].map(([key, { own }]) => [key, own])).toEqual([
      ['theirs/a', false],
      ['a', true],
    ]);
  });

  it('shows an own annotation before the layer for it exists', () => {
    const { shown } = foldAnnotations([], queueOf([operation('1', created)]).entries, {
      ...context,
      layerId: null,
    });
    expect(shown.get('a')).toMatchObject({ own: true, pending: true });
  });

  it('passes over what the live feed has already brought', () => {
    const queue = queueOf(
      [
        operation('1', { kind: 'edit', annotationId: 'a', edit: { memo: 'first' } }),
        operation('2', { kind: 'edit', annotationId: 'a', edit: { certainty: 3 } }),
      ],
      { a: 1 },
    );
    const landed = row('a', 2, { memo: 'first, as stored' });
    expect(shownOf([landed], queue)[0]?.row).toMatchObject({ memo: 'first, as stored', certainty: 3 });
    const both = row('a', 3, { memo: 'first, as stored', certainty: 2 });
    expect(shownOf([both], queue)).toEqual([{ row: both, pending: false, own: true }]);
  });

  it('does not show again what was made and removed elsewhere before its acknowledgement came', () => {
    const queue = queueOf([operation('1', created)]);
    expect(shownOf([row('a', 2, { deletedAt: moment })], queue)).toEqual([]);
  });

  it('shows nothing of what is parked, and nothing of other documents and rounds', () => {
    const elsewhere = { ...place, roundId: 'other' };
    const queue = refuse(queueOf([operation('1', created), operation('2', created, elsewhere)]), '1', {
      code: 'tag_archived',
      details: {},
    });
    expect(shownOf([], queue)).toEqual([]);
  });

  it('gives back the same objects where nothing has changed', () => {
    const rows = [row('a', 1), row('b', 1)];
    const before = foldAnnotations(rows, [], context).shown;
    const queue = queueOf([operation('1', { kind: 'remove', annotationId: 'b' })], { b: 1 });
    const after = foldAnnotations(rows, queue.entries, context, before).shown;
    expect(after.get('a')).toBe(before.get('a'));
    expect(after.has('b')).toBe(false);
  });
});

describe('foldCodingState', () => {
  const state = (from: 'todo' | 'in_progress', to: 'in_progress' | 'done'): PendingAction => ({
    kind: 'state',
    state: { from, to },
  });
  it.each<[string, CodingState | null, PendingAction[], CodingState | null]>([
    ['nothing waits', null, [], null],
    ['the first annotation starts it', 'todo', [created], 'in_progress'],
    ['done is done', 'in_progress', [created, state('in_progress', 'done')], 'done'],
    ['an annotation leaves recheck alone', 'recheck', [created], 'recheck'],
  ])('%s', (_name, start, actions, expected) => {
    const queue = queueOf(actions.map((action, index) => operation(String(index), action)));
    expect(foldCodingState(start, queue.entries, context)).toBe(expected);
  });
});

describe('undo of what waits', () => {
  it('takes a creation back, and brings it again', () => {
    let queue = queueOf([operation('1', created)]);
    const stackNow = () => {
      const fold = foldAnnotations([], queue.entries, context);
      return stackWithPending({ undo: [], redo: [] }, queue.entries, fold.steps);
    };
    const undone = stackNow().undo[0];
    if (undone === undefined) throw new Error('nothing to undo');
    queue = enqueue(queue, operation('2', undoOf(undone)), {});
    expect(shownOf([], queue)).toEqual([]);
    expect(stackNow()).toMatchObject({ undo: [], redo: [{ opId: '2' }] });
    const redone = stackNow().redo[0];
    if (redone === undefined) throw new Error('nothing to redo');
    queue = enqueue(queue, operation('3', undoOf(redone)), {});
    expect(shownOf([], queue)).toMatchObject([{ row: { id: 'a', quote: 'druk' }, pending: true }]);
    expect(stackNow()).toMatchObject({ undo: [{ opId: '3' }], redo: [] });
  });

  it('brings a removed annotation back when the list no longer has it', () => {
    const before = row('a', 1);
    const removal = {
      opId: '1',
      annotations: [{ annotationId: 'a', before, after: { ...before, version: 2, deletedAt: moment } }],
      readings: [],
      state: null,
    };
    const queue = enqueue(emptyQueue, operation('2', undoOf(removal)), { a: 2 });
    expect(shownOf([], queue)).toMatchObject([{ row: { id: 'a', memo: null, version: 3 } }]);
  });

  it('ends what can be redone with the next operation, and takes no operation twice', () => {
    const stack = stackAfter({ undo: [], redo: [{ opId: '1' }] }, { opId: '2' }, null);
    expect(stack).toEqual({ undo: [{ opId: '2' }], redo: [] });
    expect(stackAfter(stack, { opId: '2' }, null)).toBe(stack);
    expect(stackAfter(stack, { opId: '3' }, 'unknown')).toBe(stack);
  });
});

/** A server that carries out operations as the real one does: by version, in order, each once. */
class Server {
  rows: readonly AnnotationRow[] = [];
  applied: string[] = [];

  carryOut(queue: Queue): { opId: string; row: AnnotationRow } | 'refused' {
    const entry = nextToSend(queue);
    if (entry === null) throw new Error('nothing to send');
    const { operation: sent } = entry;
    const { action, opId } = sent;
    if (!('annotationId' in action)) throw new Error('not in this test');
    const known = this.rows.find((each) => each.id === action.annotationId);
    if (action.kind === 'create') {
      if (known !== undefined) return 'refused';
      return this.#store(opId, row(action.annotationId, 1, action.content));
    }
    if (known === undefined || known.deletedAt !== null) return 'refused';
    if (known.version !== versionToSend(entry, known.id)) return 'refused';
    const edited = action.kind === 'edit' ? { ...known, ...action.edit } : { ...known, deletedAt: moment };
    return this.#store(opId, { ...edited, version: known.version + 1 });
  }

  #store(opId: string, stored: AnnotationRow) {
    this.applied.push(opId);
    this.rows = putNewer(this.rows, stored, annotationKey);
    return { opId, row: stored };
  }
}

const ids = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('create' as const), id: ids }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('edit' as const), id: ids, memo: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), id: ids }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('send' as const) }) },
  // The live feed is faster than the acknowledgement, or slower.
  { weight: 3, arbitrary: fc.record({ does: fc.constant('sendWithLateAcknowledgement' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('acknowledge' as const) }) },
);

function view(rows: readonly AnnotationRow[], queue: Queue) {
  return shownOf(rows, queue)
    .map(({ row: each }) => `${each.id} ${each.memo} v${each.version}`)
    .sort();
}

describe('properties', () => {
  it('what is shown never changes by sending, by the live feed, or by acknowledging', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const server = new Server();
        let known: readonly AnnotationRow[] = [];
        let queue = emptyQueue;
        let unacknowledged: { opId: string; row: AnnotationRow } | null = null;
        let count = 0;
        for (const each of steps) {
          const before = view(known, queue);
          if (each.does === 'create' || each.does === 'edit' || each.does === 'remove') {
            const shown = shownOf(known, queue).find(({ row: shownRow }) => shownRow.id === each.id);
            const taken = [...known, ...server.rows].some((other) => other.id === each.id);
            const waits = queue.entries.some((entry) =>
              JSON.stringify(entry.operation).includes(`"${each.id}"`),
            );
            if (each.does === 'create' ? taken || waits : shown === undefined) continue;
            count += 1;
            const action: PendingAction =
              each.does === 'create'
                ? { ...created, kind: 'create', annotationId: each.id }
                : each.does === 'edit'
                  ? { kind: 'edit', annotationId: each.id, edit: { memo: each.memo } }
                  : { kind: 'remove', annotationId: each.id };
            const seen = Object.fromEntries(known.map((row) => [row.id, row.version]));
            queue = enqueue(queue, operation(`op${count}`, action), seen);
            continue;
          }
          if (each.does === 'acknowledge') {
            if (unacknowledged === null) continue;
          } else {
            if (unacknowledged !== null || nextToSend(queue) === null) continue;
            const result = server.carryOut(queue);
            expect(result).not.toBe('refused');
            if (result === 'refused') return;
            unacknowledged = result;
            if (each.does === 'sendWithLateAcknowledgement') {
              known = putNewer(known, result.row, annotationKey);
              expect(view(known, queue)).toEqual(before);
              continue;
            }
          }
          const { opId, row: stored } = unacknowledged;
          known = putNewer(known, stored, annotationKey);
          queue = acknowledge(queue, opId, { [stored.id]: stored.version });
          expect(acknowledge(queue, opId, { [stored.id]: stored.version })).toBe(queue);
          unacknowledged = null;
          expect(view(known, queue)).toEqual(before);
        }
        expect(server.applied).toEqual(
          [...server.applied].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))),
        );
        expect(new Set(server.applied).size).toBe(server.applied.length);
      }),
      { seed: 20260101, numRuns: 400 },
    );
  });
});
