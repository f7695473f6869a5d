import type { LiveEvent } from '@koersvast/contracts';
import type { Refusal } from '@koersvast/core/error';

/** How news comes: `ended` when it will not come again before something is done about it. */
export type LiveState = 'connecting' | 'streaming' | 'polling' | 'ended';

/** What a broken stream or a failed question means; null when the server could not be reached. */
export type LiveFault = Refusal | null;

/** The server's side of the live feed. */
export interface LiveSource {
  stream(
    cursor: string,
    hear: {
      onOpen(): void;
      onEvent(event: LiveEvent): void;
      /** The stream is being taken up again by itself. */
      onLost(): void;
      /** The stream has ended and does not come back by itself. */
      onEnd(fault: LiveFault): void;
    },
  ): () => void;
  /** Asks once for what is new; rejects with a `LiveRefused` or anything else when unreachable. */
  catchUp(cursor: string): Promise<LiveEvent>;
}

export class LiveRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'LiveRefused';
    this.refusal = refusal;
  }
}
