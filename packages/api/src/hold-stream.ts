import { limits } from '@koersvast/core/limit';
import type { Feed } from '@koersvast/db';

/** The streams of each person at this server, the oldest first. */
const held = new WeakMap<Feed, Map<string, AbortController[]>>();

export interface HeldStream {
  /** Aborted when the person has opened too many since: it is the oldest that makes way, as nobody may be there. */
  readonly displaced: AbortSignal;
  release(): void;
}

/** Counts a stream of a person as long as it is open. */
export function holdStream(feed: Feed, personId: string): HeldStream {
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
