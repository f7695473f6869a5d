import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than this nothing that grows with its input keeps others waiting, in milliseconds. */
const TURN_MS = 15;

/**
 * `map`, for as many things as there may be: whoever else waits for this process gets a turn now and then. Few things
 * are done in one go.
 */
export async function mapByTurns<T, R>(
  things: readonly T[],
  work: (thing: T, index: number) => R,
): Promise<R[]> {
  const done: R[] = [];
  let until = performance.now() + TURN_MS;
  for (const [index, thing] of things.entries()) {
    done.push(work(thing, index));
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + TURN_MS;
  }
  return done;
}

/** The JSON of a list of what is made of each of these. */
export async function jsonByTurns<T>(
  things: readonly T[],
  made: (thing: T, index: number) => object,
): Promise<string> {
  const each = await mapByTurns(things, (thing, index) => JSON.stringify(made(thing, index)));
  return `[${each.join(',')}]`;
}
