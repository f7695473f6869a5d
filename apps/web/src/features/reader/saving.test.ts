import { emptyQueue, enqueue, type PendingOperation, refuse } from '@koersvast/core/pending';
import { describe, expect, it } from 'vitest';
import type { OutboxState } from '../../data/outbox/state.ts';
import { savingOf } from './saving.ts';

const operation = (opId: string): PendingOperation => ({
  opId,
  place: { projectId: 'p', documentId: 'd', roundId: 'r' },
  madeAt: '2026-01-01T00:00:00.000Z',
  action: { kind: 'remove', annotationId: opId },
});

describe('savingOf', () => {
  const two = enqueue(enqueue(emptyQueue, operation('1'), {}), operation('2'), {});
  const state = (more: Partial<OutboxState>): OutboxState => ({
    queue: two,
    sending: 'sending',
    durable: true,
    unkept: 0,
    ...more,
  });
  it.each([
    ['saved', state({ queue: emptyQueue, sending: 'idle' }), true, { kind: 'saved' }],
    ['saving', state({}), true, { kind: 'saving', count: 2 }],
    ['no answer', state({ sending: 'unreachable' }), true, { kind: 'offline', count: 2, kept: true }],
    ['no network', state({ queue: emptyQueue }), false, { kind: 'offline', count: 0, kept: true }],
    [
      'not kept',
      state({ sending: 'unreachable', durable: false }),
      true,
      { kind: 'offline', count: 2, kept: false },
    ],
    [
      'not yet kept',
      state({ sending: 'unreachable', unkept: 1 }),
      true,
      { kind: 'offline', count: 2, kept: false },
    ],
    ['signed out', state({ sending: 'signedOut' }), true, { kind: 'signedOut', count: 2, kept: true }],
    [
      'refused',
      state({ queue: refuse(two, '1', { code: 'tag_archived', details: {} }), sending: 'unreachable' }),
      true,
      { kind: 'conflict', count: 1 },
    ],
  ])('says %s', (_name, given, online, expected) => {
    expect(savingOf(given, online)).toEqual(expected);
  });
});
