import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnnotationEdit, type AnnotationRow, annotationKey } from '../annotation.ts';
import type { PlaceInProject } from '../place.ts';
import { foldAnnotations, foldCodingState } from './fold.ts';
import type { CodingState, CodingStateChange, PendingAction, PendingOperation } from './operation.ts';
import type { FoldContext } from './overlay.ts';
import { acknowledge, emptyQueue, enqueue, nextToSend, type Queue, refuse, versionToSend } from './queue.ts';
import { putNewer } from './row.ts';
import { stackAfter, stackWithPending, undoOf } from './undo-stack.ts';

const place: PlaceInProject = { projectId: 'project', documentId: 'letter', roundId: 'round' };
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

function operation(opId: string, action: PendingAction, at: PlaceInProject = place): PendingOperation {
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
    const queue = refuse(
      queueOf([
        operation('1', created),
        operation('2', created, { ...place, roundId: 'other' }),
        operation('3', created, { ...place, documentId: 'other' }),
      ]),
      '1',
      { code: 'tag_archived', details: {} },
    );
    expect(foldAnnotations([], queue.entries, context)).toEqual({ shown: new Map(), steps: [] });
    expect(foldCodingState('todo', queue.entries, context)).toBe('todo');
  });

  it.each(['layer', null])('makes the row that the server will make, in the layer %s', (layerId) => {
    const queue = queueOf([operation('1', created)]);
    const { shown } = foldAnnotations([], queue.entries, { ...context, layerId, codebookVersion: 7 });
    const made = row('a', 1, { layerId: layerId ?? '', codebookVersion: 7 });
    expect(shown).toEqual(new Map([['a', { row: made, pending: true, own: true }]]));
  });

  it.each<[string, AnnotationEdit, Partial<AnnotationRow>]>([
    ['another tag belongs to the codebook of today', { tagId: 'x' }, { tagId: 'x', codebookVersion: 7 }],
    ['a confirmation does', { confirmed: true }, { codebookVersion: 7 }],
    ['a memo does not', { memo: 'why' }, { memo: 'why' }],
    ['nor do boundaries', { start: 1, end: 3, quote: 'ru' }, { start: 1, end: 3, quote: 'ru' }],
  ])('an edit: %s', (_, edit, changed) => {
    const later = '2026-02-02T00:00:00.000Z';
    const waits = { ...operation('1', { kind: 'edit', annotationId: 'a', edit }), madeAt: later };
    const queue = queueOf([waits], { a: 1 });
    const fold = foldAnnotations([row('a', 1)], queue.entries, { ...context, codebookVersion: 7 });
    expect(fold.shown.get('a')?.row).toEqual(row('a', 2, { ...changed, updatedAt: later }));
  });

  it('keeps of a removal what was there, so that it can come back', () => {
    const removal = operation('1', { kind: 'remove', annotationId: 'a' });
    const { steps } = foldAnnotations([row('a', 1)], queueOf([removal], { a: 1 }).entries, context);
    const after = row('a', 2, { deletedAt: moment });
    expect(steps).toEqual([
      {
        opId: '1',
        annotations: [{ annotationId: 'a', before: row('a', 1), after }],
        readings: [],
        state: null,
      },
    ]);
  });

  it('an undo shows each annotation as it will be, and leaves alone what it does not know', () => {
    const queue = queueOf(
      [
        operation('1', {
          kind: 'undo',
          target: '0',
          annotations: [
            { annotationId: 'a', row: row('a', 1, { memo: 'before', deletedAt: moment }) },
            { annotationId: 'b', row: null },
            { annotationId: 'unknown', row: null },
          ],
          state: null,
        }),
        operation('2', { kind: 'edit', annotationId: 'absent', edit: { memo: 'lost' } }),
        operation('3', { kind: 'remove', annotationId: 'absent' }),
      ],
      { a: 2, b: 1 },
    );
    const { shown, steps } = foldAnnotations([row('a', 2), row('b', 1)], queue.entries, context);
    const restored = row('a', 3, { memo: 'before' });
    expect(shown).toEqual(new Map([['a', { row: restored, pending: true, own: true }]]));
    expect(steps.map((each) => each.annotations)).toEqual([
      [
        { annotationId: 'a', before: row('a', 2), after: restored },
        { annotationId: 'b', before: row('b', 1), after: row('b', 2, { deletedAt: moment }) },
      ],
      [],
      [],
    ]);
  });

  it('shows others as they are, whatever waits, and never as one’s own before one’s layer exists', () => {
    const theirs = row('a', 1, { layerId: 'theirs' });
    const queue = queueOf([operation('1', { kind: 'remove', annotationId: 'a' })], { a: 1 });
    const { shown } = foldAnnotations([theirs], queue.entries, { ...context, layerId: null });
    expect([...shown.values()]).toEqual([{ row: theirs, pending: false, own: false }]);
  });

  it('gives back the same objects where nothing has changed', () => {
    const rows = [row('a', 1), row('b', 1)];
    const before = foldAnnotations(rows, [], context).shown;
    const queue = queueOf([operation('1', { kind: 'remove', annotationId: 'b' })], { b: 1 });
    const after = foldAnnotations(rows, queue.entries, context, before).shown;
    expect(after.get('a')).toBe(before.get('a'));
    expect(after.has('b')).toBe(false);
  });

  it('makes a new object where only what is said of a row has changed', () => {
    const rows = [row('a', 1)];
    const shown = (before: boolean, own: boolean) =>
      new Map([['a', { row: rows[0] as AnnotationRow, pending: before, own }]]);
    const expected = { row: rows[0], pending: false, own: true };
    expect(foldAnnotations(rows, [], context, shown(true, true)).shown.get('a')).toEqual(expected);
    expect(foldAnnotations(rows, [], context, shown(false, false)).shown.get('a')).toEqual(expected);
  });
});

describe('foldCodingState', () => {
  const undo = (change: CodingStateChange | null): PendingAction => ({
    kind: 'undo',
    target: '0',
    annotations: [],
    state: change,
  });
  const state = (from: 'todo' | 'in_progress', to: 'in_progress' | 'done'): PendingAction => ({
    kind: 'state',
    state: { from, to },
  });
  it.each<[string, CodingState | null, PendingAction[], CodingState | null]>([
    ['nothing waits', null, [], null],
    ['the first annotation starts it', 'todo', [created], 'in_progress'],
    ['done is done', 'in_progress', [created, state('in_progress', 'done')], 'done'],
    ['an annotation leaves recheck alone', 'recheck', [created], 'recheck'],
    ['the first annotation is the assignment where there was none', null, [created], 'in_progress'],
    ['an annotation leaves done alone', 'done', [created], 'done'],
    ['an undo brings the state back', 'done', [undo({ from: 'done', to: 'in_progress' })], 'in_progress'],
    ['an undo of something else leaves it', 'done', [undo(null)], 'done'],
    ['an undo starts nothing', 'todo', [undo(null)], 'todo'],
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

  it('takes a state back to what it was, or to the first where there was none', () => {
    const stateOf = (from: CodingState | null) =>
      undoOf({ opId: '1', annotations: [], readings: [], state: { from, to: 'done' } });
    expect(stateOf('in_progress')).toMatchObject({ state: { from: 'done', to: 'in_progress' } });
    expect(stateOf(null)).toMatchObject({ state: { from: 'done', to: 'todo' } });
    const done = operation('1', { kind: 'state', state: { from: 'todo', to: 'done' } });
    const { steps } = foldAnnotations([], queueOf([done]).entries, context);
    expect(steps[0] && undoOf(steps[0])).toMatchObject({ state: { from: 'done', to: 'todo' } });
  });

  it('shows nothing of what was removed before and of what was not there', () => {
    const before = row('b', 1, { deletedAt: moment });
    const annotations = [
      { annotationId: 'a', before: null, after: row('a', 1) },
      { annotationId: 'b', before, after: row('b', 2) },
      { annotationId: 'c', before: row('c', 1), after: row('c', 2) },
    ];
    expect(undoOf({ opId: '1', annotations, readings: [], state: null })).toMatchObject({
      annotations: [
        { annotationId: 'a', row: null },
        { annotationId: 'b', row: null },
        { annotationId: 'c', row: row('c', 1) },
      ],
    });
  });

  it('moves the step that is named, wherever it stands, and no other', () => {
    const items = (...ids: string[]) => ids.map((opId) => ({ opId }));
    const stack = { undo: items('3', '2', '1'), redo: items('5', '4') };
    expect(stackAfter(stack, { opId: '6' }, '2')).toEqual({
      undo: items('3', '1'),
      redo: items('6', '5', '4'),
    });
    expect(stackAfter(stack, { opId: '6' }, '4')).toEqual({
      undo: items('6', '3', '2', '1'),
      redo: items('5'),
    });
    expect(stackAfter(stack, { opId: '5' }, '4')).toBe(stack);
  });

  it('takes a step whose operation waits no longer as a new one', () => {
    const step = { opId: '9', annotations: [], readings: [], state: null };
    expect(stackWithPending({ undo: [], redo: [] }, [], [step])).toEqual({ undo: [step], redo: [] });
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
