import type { PendingAction, PendingOperation } from '@koersvast/core/pending';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused, serve, silent, Unreachable } from '../testing/server.ts';
import { runHook, show } from '../testing/show.tsx';
import {
  aChange,
  anAcknowledgement,
  anAnnotation,
  documentId,
  els,
  idOf,
  projectId,
  text,
  trade,
} from '../testing/study.ts';
import { sessionGate } from './asked-password.ts';
import { createSend } from './outbox/api-send.ts';
import {
  clearOutbox,
  isAtRisk,
  onRefusedUndo,
  startOutbox,
  unsentCount,
  useOutbox,
  useOutboxState,
} from './outbox/person-outbox.ts';

/* What a person did, on its way to the server. */

const place = { projectId, documentId, roundId: idOf(5, 1) };
const own = anAnnotation(1);
const content = {
  tagId: own.tagId,
  start: own.start,
  end: own.end,
  quote: own.quote,
  memo: null,
  certainty: null,
};
const operationOf = (action: PendingAction, nth = 1): PendingOperation => ({
  opId: idOf(0, nth),
  place,
  madeAt: '2026-11-02T10:00:00.000Z',
  action,
});
const entryOf = (action: PendingAction) => ({ operation: operationOf(action), bases: {}, parked: null });
const undo: PendingAction = { kind: 'undo', target: idOf(0, 7), annotations: [], state: null };
const create: PendingAction = { kind: 'create', annotationId: own.id, content };

describe('an operation that is sent', () => {
  const actions: readonly (readonly [path: string, action: PendingAction, told: object])[] = [
    ['annotation.create', create, { annotation: { id: own.id, quote: 'cabinet' } }],
    [
      'annotation.edit',
      { kind: 'edit', annotationId: own.id, edit: { memo: 'why' }, base: { memo: null } },
      { annotationId: own.id, change: { memo: 'why' }, base: { memo: null } },
    ],
    ['annotation.edit', { kind: 'edit', annotationId: own.id, edit: { tagId: trade.id } }, { version: 1 }],
    ['annotation.remove', { kind: 'remove', annotationId: own.id }, { annotationId: own.id }],
    ['reading.create', { kind: 'read', readingId: idOf(6, 9), block: 2 }, { reading: { block: 2 } }],
    ['reading.remove', { kind: 'unread', readingId: idOf(6, 9) }, { readingId: idOf(6, 9) }],
    ['assignment.setState', { kind: 'state', state: { from: 'in_progress', to: 'done' } }, { state: 'done' }],
    ['operation.undo', undo, { target: idOf(0, 7) }],
  ];
  it.each(actions)('is a %s', async (path, action, told) => {
    const server = serve({ [path]: () => anAcknowledgement() });
    const outcome = await createSend(els.id)(entryOf(action));
    expect(outcome).toMatchObject({ kind: 'acknowledged' });
    expect(server.calls).toMatchObject([{ path, input: { opId: idOf(0, 1), ...told }, person: els.id }]);
  });

  it.each<[string, () => never, object]>([
    ['who is not signed in', () => refuse('not_signed_in'), { kind: 'signed_out' }],
    ['a server that is busy', () => refuse('busy'), { kind: 'unreachable' }],
    ['too many attempts', () => refuse('too_many_attempts'), { kind: 'unreachable' }],
    [
      'what is refused',
      () => refuse('version_conflict'),
      { kind: 'refused', refusal: { code: 'version_conflict' } },
    ],
    ['no network', () => lose(), { kind: 'unreachable' }],
  ])('tells %s apart', async (_name, answer, outcome) => {
    serve({ 'annotation.create': answer });
    expect(await createSend(els.id)(entryOf(create))).toMatchObject(outcome);
  });

  it('that was refused before the program saw it is refused', async () => {
    serve({});
    const page = window.fetch;
    window.fetch = async () =>
      Response.json([{ error: { message: 'too large', code: -1, data: { httpStatus: 413 } } }]);
    expect(await createSend(els.id)(entryOf(create))).toMatchObject({ refusal: { code: 'input_not_valid' } });
    window.fetch = page;
  });
});

function refuse(code: ConstructorParameters<typeof Refused>[0]): never {
  throw new Refused(code);
}

function lose(): never {
  throw new Unreachable();
}

describe('the outbox of a person', () => {
  let server: ReturnType<typeof serve>;
  beforeEach(() => {
    server = serve({ 'annotation.create': () => anAcknowledgement([aChange('annotation', own)]) });
  });
  afterEach(() => clearOutbox());

  const started = async (personId: string) => {
    const state = await runHook(() => {
      useOutbox(personId);
      return useOutboxState();
    });
    const outbox = await startOutbox(personId);
    return { state, outbox };
  };

  it('shows what waits until it is acknowledged', async () => {
    server.answer({ 'annotation.create': silent });
    const { state, outbox } = await started('one');
    await outbox.add(operationOf(create), {});
    await expect.poll(() => state().queue.entries.length).toBe(1);
    expect(unsentCount()).toBe(1);
    expect(isAtRisk()).toBe(!state().durable);
    await clearOutbox();
    await expect.poll(() => unsentCount()).toBe(0);
    expect(isAtRisk()).toBe(false);
  });

  it('sends, and is empty', async () => {
    const { state, outbox } = await started('two');
    await outbox.add(operationOf(create), {});
    await expect.poll(() => server.calls.length).toBe(1);
    await expect.poll(() => state().queue.entries.length).toBe(0);
  });

  it('asks for the password when the session has ended, and then goes on', async () => {
    let signedIn = false;
    server.answer({
      'annotation.create': () => {
        if (!signedIn) throw new Refused('not_signed_in');
        return anAcknowledgement();
      },
    });
    const { state, outbox } = await started('three');
    await outbox.add(operationOf(create), {});
    await expect.poll(() => sessionGate.get()).not.toBeNull();
    signedIn = true;
    sessionGate.get()?.signedIn();
    await expect.poll(() => state().queue.entries.length).toBe(0);
  });

  it('tells of an undo that was refused', async () => {
    const heard = vi.fn();
    const stop = onRefusedUndo(heard);
    server.answer({
      'operation.undo': () => {
        throw new Refused('version_conflict');
      },
    });
    const { outbox } = await started('four');
    await outbox.add(operationOf(undo, 2), {});
    await expect.poll(() => heard.mock.calls.length).toBe(1);
    stop();
  });

  it('is another one for another person, and none for nobody', async () => {
    const first = await startOutbox('five');
    expect(await startOutbox('five')).toBe(first);
    expect(await startOutbox('six')).not.toBe(first);
    const shown = await show(<Nobody />);
    shown.unmount();
    expect(unsentCount()).toBe(0);
  });
});

function Nobody() {
  useOutbox(null);
  return text;
}
