import type { LiveEvent } from '@koersvast/contracts';
import type { Wait } from '../../lib/retry-delay.ts';
import type { Channel } from '../../lib/tabs/channel.ts';
import type { Candidacy, Lead } from '../../lib/tabs/leader.ts';
import { leadLive } from './lead-live.ts';
import { type LiveFault, LiveRefused, type LiveSource, type LiveState } from './source.ts';

/** What the leading tab tells the others. */
export type LiveMessage =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly state: LiveState; readonly fault: LiveFault }
  | { readonly kind: 'hello' };

export interface LiveOptions {
  /** Where what this tab has read stands. */
  readonly cursor: string;
  readonly source: LiveSource;
  readonly channel: Channel<LiveMessage>;
  readonly stand: (lead: Lead) => Candidacy;
  readonly wait: Wait;
  readonly random: () => number;
  onEvent(event: LiveEvent): void;
  onState(state: LiveState, fault: LiveFault): void;
}

export interface Live {
  /** Asks at once for what is new: after a long sleep of this tab. */
  refresh(): void;
  close(): void;
}

/**
 * News of one project for all tabs of a browser: one of them holds the stream and tells the others. While the
 * stream is silent or broken it asks for the same news every two seconds, until the stream is back.
 */
export function openLive(options: LiveOptions): Live {
  const { source, channel, wait } = options;
  let { cursor } = options;
  let state: LiveState = 'connecting';
  let fault: LiveFault = null;
  let leading = false;
  /** Who is here is told only when it changes: a tab that comes later has it from another. */
  let presence: LiveEvent | null = null;
  /** What goes on is told only when it changes, too. */
  let jobs: LiveEvent | null = null;
  const end = new AbortController();

  const setState = (next: LiveState, why: LiveFault = null) => {
    if (state === next && fault === why) return;
    state = next;
    fault = why;
    options.onState(state, fault);
    if (leading) channel.post({ kind: 'state', state, fault });
  };
  const take = (event: LiveEvent) => {
    if (event.kind === 'presence') presence = event;
    else if (event.kind === 'jobs') jobs = event;
    else cursor = event.cursor;
    options.onEvent(event);
  };
  const spread = (event: LiveEvent) => {
    take(event);
    channel.post({ kind: 'event', event });
  };
  const ask = async (hear: (event: LiveEvent) => void): Promise<'answered' | LiveFault> => {
    try {
      hear(await source.catchUp(cursor));
      return 'answered';
    } catch (error) {
      return error instanceof LiveRefused ? error.refusal : null;
    }
  };

  const lead: Lead = () => {
    leading = true;
    const stop = leadLive({
      source,
      wait,
      random: options.random,
      at: () => cursor,
      state: () => state,
      setState,
      ask,
      spread,
    });
    return () => {
      leading = false;
      stop();
    };
  };

  const deaf = channel.listen((message) => {
    if (message.kind === 'event') take(message.event);
    if (message.kind === 'state' && !leading) setState(message.state, message.fault);
    if (message.kind === 'hello' && leading) {
      channel.post({ kind: 'state', state, fault });
      for (const event of [presence, jobs]) if (event !== null) channel.post({ kind: 'event', event });
    }
  });
  channel.post({ kind: 'hello' });
  const candidacy = options.stand(lead);

  return {
    refresh: () => void ask((event) => end.signal.aborted || take(event)),
    close: () => {
      end.abort();
      candidacy.leave();
      deaf();
      channel.close();
    },
  };
}
