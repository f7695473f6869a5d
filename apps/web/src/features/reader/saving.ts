import { parkedGroups } from '@koersvast/core/pending';
import type { OutboxState } from '../../data/outbox/state.ts';

/** What the status word says. Every number counts what the person did, not what was sent. */
export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly count: number }
  /** No answer comes. `kept` is false when it would be lost with this tab. */
  | { readonly kind: 'offline'; readonly count: number; readonly kept: boolean }
  | { readonly kind: 'signedOut'; readonly count: number; readonly kept: boolean }
  /** Something was refused and waits for a choice. */
  | { readonly kind: 'conflict'; readonly count: number };

/** The truth in one word. A conflict goes before everything, as only the person can end it. */
export function savingOf({ queue, sending, durable, unkept }: OutboxState, online: boolean): Saving {
  const groups = parkedGroups(queue);
  if (groups.length > 0) return { kind: 'conflict', count: groups.length };
  const count = queue.entries.length;
  const kept = durable && unkept === 0;
  if (sending === 'signedOut') return { kind: 'signedOut', count, kept };
  if (sending === 'unreachable' || !online) return { kind: 'offline', count, kept };
  return count > 0 ? { kind: 'saving', count } : { kind: 'saved' };
}
