import { limits, overLimit } from '@koersvast/core/limit';
import type { Feed } from '@koersvast/db';
import { TRPCError } from '@trpc/server';
import type { Log } from './context.ts';
import { toTrpcError } from './error-mapping.ts';

/** The streams of each person at this server, the oldest first. */
const held = new WeakMap<Feed, Map<string, AbortController[]>>();

interface HeldStream {
  /** Aborted when the person has opened too many since: it is the oldest that makes way, as nobody may be there. */
  readonly displaced: AbortSignal;
  release(): void;
}

/** Counts a stream of a person as long as it is open. */
function holdStream(feed: Feed, personId: string): HeldStream {
  const people = held.get(feed) ?? new Map<string, AbortController[]>();
  held.set(feed, people);
  const streams = people.get(personId) ?? [];
  people.set(personId, streams);
  const controller = new AbortController();
  streams.push(controller);
  if (streams.length > limits.streams) streams.shift()?.abort();
  return {
    displaced: controller.signal,
    release() {
      const place = streams.indexOf(controller);
      if (place >= 0) streams.splice(place, 1);
      if (streams.length === 0 && people.get(personId) === streams) people.delete(personId);
    },
  };
}

interface Listener {
  readonly feed: Feed;
  readonly person: { readonly id: string };
  readonly requestId: string;
  readonly log: Log;
}

/** What `follow` gives, until its listener leaves, or has opened so many streams since that this one makes way. */
export async function* heldStream<T>(
  { feed, person, requestId, log }: Listener,
  signal: AbortSignal | undefined,
  follow: (until: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const held = holdStream(feed, person.id);
  try {
    yield* follow(AbortSignal.any([held.displaced, ...(signal ? [signal] : [])]));
    if (held.displaced.aborted && !signal?.aborted) throw overLimit('streams');
  } catch (error) {
    // Nobody listens any more, and an error that nobody hears would end the process.
    if (signal?.aborted) return;
    const told = toTrpcError(error);
    // As of a procedure that failed: what ends a stream is not seen by what looks at those.
    if (told === error && !(error instanceof TRPCError))
      log.error({ err: error, requestId }, 'a stream failed');
    throw told;
  } finally {
    held.release();
  }
}
