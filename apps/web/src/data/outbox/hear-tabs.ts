import type { Acknowledgement } from '@koersvast/contracts';
import type { Sender } from './lead-sending.ts';
import type { OutboxOptions } from './options.ts';
import type { SendingState } from './state.ts';

interface Told extends Pick<Sender, 'read' | 'sending' | 'publish'> {
  wake(): void;
  take(acknowledgement: Acknowledgement): void;
  takeSending(next: SendingState): void;
}

/** Hears what the other tabs tell. Returns what ends that. */
export function hearTabs(
  options: OutboxOptions,
  { read, wake, sending, take, takeSending, publish }: Told,
): () => void {
  const { channel } = options;
  return channel.listen((message) => {
    if (message.kind === 'changed') void read();
    if (message.kind === 'acknowledged') {
      take(message.acknowledgement);
      options.onAcknowledged(message.acknowledgement, message.operation);
      publish();
      void read();
    }
    if (message.kind === 'undoRefused') {
      options.onUndoRefused(message.refusal);
      void read();
    }
    if (message.kind === 'sending') {
      takeSending(message.sending);
      publish();
    }
    if (message.kind === 'resume') wake();
    if (message.kind === 'hello' && sending() !== 'idle')
      channel.post({ kind: 'sending', sending: sending() });
  });
}
