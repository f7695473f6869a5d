import type { LiveEvent } from '@koersvast/contracts';
import { retryDelay, type Wait } from '../../lib/retry-delay.ts';
import type { LiveFault, LiveSource, LiveState } from './source.ts';

/** A stream that has said nothing for so long, two pings of the server, is not relied on. In milliseconds. */
const silence = 11_000;

/** How often the server is asked while there is no stream. In milliseconds. */
const pollEvery = 2_000;

/** Refusals after which asking again is of no use until the person does something. */
function isFinal(fault: LiveFault): boolean {
  return fault !== null && fault.code !== 'busy' && fault.code !== 'unexpected';
}

interface LeadingTab {
  readonly source: LiveSource;
  readonly wait: Wait;
  /** Randomness in [0, 1). */
  readonly random: () => number;
  /** How far was read. */
  readonly at: () => string;
  readonly state: () => LiveState;
  setState(next: LiveState, why?: LiveFault): void;
  /** Asks once for what is new. */
  ask(hear: (event: LiveEvent) => void): Promise<'answered' | LiveFault>;
  /** Takes an event up here, and tells the other tabs. */
  spread(event: LiveEvent): void;
}

/** Holds the stream for all tabs, and asks in its place while it is silent or broken. Returns what ends that. */
export function leadLive({ source, wait, random, at, state, setState, ask, spread }: LeadingTab): () => void {
  const stop = new AbortController();
  let failures = 0;
  let closeStream = () => {};
  /** Aborted when the stream speaks, and made anew whenever it falls silent. */
  let quiet = new AbortController();

  const poll = async (until: AbortSignal) => {
    while (!until.aborted && !stop.signal.aborted) {
      const answer = await ask(spread);
      if (until.aborted || stop.signal.aborted) return;
      if (answer !== 'answered' && isFinal(answer)) {
        finish(answer);
        return;
      }
      setState(answer === 'answered' ? 'polling' : 'connecting');
      await wait(pollEvery, until);
    }
  };
  const fallSilent = async () => {
    quiet.abort();
    quiet = new AbortController();
    const { signal } = quiet;
    setState('connecting');
    await wait(silence, signal);
    if (!signal.aborted && !stop.signal.aborted) await poll(signal);
  };
  const finish = (why: LiveFault) => {
    quiet.abort();
    closeStream();
    setState('ended', why);
  };
  const connect = () => {
    let open = true;
    closeStream = source.stream(at(), {
      onOpen: () => {
        if (!open) return;
        failures = 0;
        quiet.abort();
        setState('streaming');
      },
      onEvent: (event) => open && spread(event),
      onLost: () => {
        if (open && state() === 'streaming') void fallSilent();
      },
      onEnd: (why) => {
        if (!open) return;
        open = false;
        if (isFinal(why)) finish(why);
        else void again();
      },
    });
    const closeSource = closeStream;
    closeStream = () => {
      open = false;
      closeSource();
    };
  };
  const again = async () => {
    if (state() === 'streaming') void fallSilent();
    failures += 1;
    await wait(retryDelay(failures, random()), stop.signal);
    // A stream tells not why it could not be opened: the question does.
    const answer = stop.signal.aborted ? 'answered' : await ask(spread);
    if (stop.signal.aborted || state() === 'ended') return;
    if (answer !== 'answered' && isFinal(answer)) finish(answer);
    else connect();
  };

  void fallSilent();
  connect();
  return () => {
    stop.abort();
    quiet.abort();
    closeStream();
  };
}
