import type { Acknowledgement } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';
import type { PendingOperation } from '@koersvast/core/pending';
import type { Wait } from '../../lib/retry-delay.ts';
import type { Channel } from '../../lib/tabs/channel.ts';
import type { Candidacy, Lead } from '../../lib/tabs/leader.ts';
import type { Send } from './send.ts';
import type { SendingState } from './state.ts';
import type { QueueStore } from './store.ts';

/** What the tabs of one person tell each other. */
export type OutboxMessage =
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'acknowledged';
      readonly acknowledgement: Acknowledgement;
      readonly operation: PendingOperation;
    }
  | { readonly kind: 'undoRefused'; readonly refusal: Refusal }
  | { readonly kind: 'sending'; readonly sending: SendingState }
  | { readonly kind: 'resume' }
  | { readonly kind: 'hello' };

export interface OutboxOptions {
  readonly store: QueueStore;
  readonly send: Send;
  readonly channel: Channel<OutboxMessage>;
  readonly stand: (lead: Lead) => Candidacy;
  readonly wait: Wait;
  readonly random: () => number;
  readonly newId: () => string;
  /** Puts what the server did where it is shown; called in the tick in which the operation leaves the queue. */
  onAcknowledged(acknowledgement: Acknowledgement, operation: PendingOperation): void;
  /** An undo that the server refuses and nothing builds on is not kept: nothing was lost. */
  onUndoRefused(refusal: Refusal): void;
}
