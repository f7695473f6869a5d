import type { Acknowledgement } from '@koersvast/contracts';
import {
  acknowledge,
  drop,
  type LeftVersions,
  nextToSend,
  type Queue,
  refuse,
} from '@koersvast/core/pending';
import { retryDelay } from '../../lib/retry-delay.ts';
import type { OutboxOptions } from './options.ts';
import type { SendingState } from './state.ts';

/** What the tab that sends needs of the queue. */
export interface Sender {
  kept(): Queue;
  update(change: (queue: Queue) => Queue): Promise<void>;
  sending(): SendingState;
  setSending(next: SendingState): void;
  publish(): void;
  read(): Promise<void>;
  /** Settles when there is something to send, or a reason to try again. */
  woken(): Promise<void>;
}

function versionsOf(acknowledgement: Acknowledgement): LeftVersions {
  const versions: Record<string, number> = {};
  for (const { noun, after } of acknowledgement.changes) {
    if ((noun === 'annotation' || noun === 'reading') && after) versions[after.id] = after.version;
  }
  return versions;
}

/** The versions of own rows: of copies in other layers, made by the same operation, the newest counts. */
export function applyAcknowledgement(queue: Queue, acknowledgement: Acknowledgement): Queue {
  return acknowledge(queue, acknowledgement.opId, versionsOf(acknowledgement));
}

/** Whether a refused undo stands alone, so that it can be forgotten. */
function refusedUndoAlone(queue: Queue, opId: string): boolean {
  const group = queue.entries.filter((entry) => entry.parked?.because === opId);
  return group.length === 1 && group[0]?.operation.action.kind === 'undo';
}

/** Sends what is next; `later` when nothing is, or it cannot be sent now. */
async function sendOne(
  options: OutboxOptions,
  sender: Sender,
  stopped: AbortSignal,
): Promise<'next' | 'later'> {
  const entry = nextToSend(sender.kept());
  if (entry === null) {
    sender.setSending('idle');
    return 'later';
  }
  if (sender.sending() === 'idle') sender.setSending('sending');
  const { opId } = entry.operation;
  const outcome = await options.send(entry);
  if (stopped.aborted) return 'later';
  if (outcome.kind === 'signed_out') {
    sender.setSending('signedOut');
    return 'later';
  }
  if (outcome.kind === 'unreachable') {
    sender.setSending('unreachable');
    return 'later';
  }
  if (outcome.kind === 'acknowledged') {
    const { acknowledgement } = outcome;
    await sender.update((queue) => applyAcknowledgement(queue, acknowledgement));
    const { operation } = entry;
    options.onAcknowledged(acknowledgement, operation);
    options.channel.post({ kind: 'acknowledged', acknowledgement, operation });
  } else {
    const { refusal } = outcome;
    let forgotten = false;
    await sender.update((queue) => {
      const parked = refuse(queue, opId, refusal);
      forgotten = refusedUndoAlone(parked, opId);
      return forgotten ? drop(parked, opId) : parked;
    });
    if (forgotten) {
      options.onUndoRefused(refusal);
      options.channel.post({ kind: 'undoRefused', refusal });
    } else options.channel.post({ kind: 'changed' });
  }
  sender.setSending(nextToSend(sender.kept()) === null ? 'idle' : 'sending');
  sender.publish();
  return 'next';
}

/** Sends one operation at a time, as long as this tab leads. Returns what ends that. */
export function leadSending(options: OutboxOptions, sender: Sender): () => void {
  const stop = new AbortController();
  const run = async () => {
    let failures = 0;
    await sender.read();
    while (!stop.signal.aborted) {
      const woken = sender.woken();
      if ((await sendOne(options, sender, stop.signal)) === 'next') {
        failures = 0;
        continue;
      }
      if (stop.signal.aborted) return;
      if (sender.sending() === 'unreachable') {
        failures += 1;
        await Promise.race([woken, options.wait(retryDelay(failures, options.random()), stop.signal)]);
      } else await woken;
    }
  };
  void run();
  return () => stop.abort();
}
