import { randomUUIDv7 } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { refusalOf, wordsOf } from './error-mapping.ts';
import { appRouter } from './root.ts';
import { endpoints } from './testing/endpoints.ts';
import { hostileValues, type Place, placesOf, put } from './testing/hostile.ts';
import { buildScene } from './testing/scene.ts';
import { openTestApi, type TestApi } from './testing/study.ts';

// A value that an outbox sends and that gets a 5xx would be sent again for ever, or parked: no value may get one.

interface Procedure {
  readonly _def: { readonly inputs: readonly z.core.$ZodType[] };
}
const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>;

let api: TestApi;
let scene: Awaited<ReturnType<typeof buildScene>>;
beforeAll(async () => {
  api = await openTestApi();
  scene = await buildScene(api);
});
afterAll(() => api.close());

/** The HTTP status with which a call is answered, and what is said. */
async function ask(path: string, input: unknown): Promise<{ status: number; words: string }> {
  const end = new AbortController();
  const [noun = '', verb = ''] = path.split('.');
  const owner = scene.as('owner').personOf('owner');
  const caller = api.as(owner, { person: scene.signedIn(owner) }, end.signal) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const answer = await caller[noun]?.[verb]?.(input);
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
      const events = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      await Promise.race([events.next(), new Promise((resolve) => setImmediate(resolve))]);
    }
    return { status: 200, words: '' };
  } catch (error) {
    if (!(error instanceof TRPCError)) return { status: 500, words: String(error) };
    const { cause } = error;
    const status = getHTTPStatusCodeFromError(error);
    return { status, words: status < 500 ? wordsOf(refusalOf(error)) : String(cause?.message) };
  } finally {
    end.abort();
  }
}

/** What JSON can carry, by whether it is taken. */
function divide(values: readonly unknown[], isTaken: (value: unknown) => boolean): [unknown[], unknown[]] {
  const groups = Map.groupBy(
    values.filter((value) => value !== undefined),
    isTaken,
  );
  return [groups.get(false) ?? [], groups.get(true) ?? []];
}

/** With `npm run hostile` every value is tried; otherwise those that a schema should hardly have taken, and a few more. */
const all = process.env.MODE === 'long';
const chosen = (taken: readonly unknown[]) => {
  const odd = taken.filter(
    (value) => typeof value === 'string' && (/\0/.test(value) || !value.isWellFormed()),
  );
  const numbers = taken.filter((value) => typeof value === 'number');
  return [...new Set([...odd.slice(0, 1), ...taken.slice(-1), ...numbers.slice(-1)])];
};

const short = (value: unknown) => JSON.stringify(value)?.slice(0, 120);
const nameOf = (place: Place) => place.join('.') || 'all of it';

test.each(Object.keys(procedures))('%s answers no value with a 5xx', { timeout: 120_000 }, async (path) => {
  const endpoint = endpoints[path];
  const schema = procedures[path]?._def.inputs[0];
  if (!endpoint || !schema) throw new Error(`${path} has no row, or no schema`);
  const owner = scene.as('owner');
  const faults: string[] = [];
  const good = await endpoint.input(owner);
  const places = placesOf(schema, good);
  expect(places.length).toBeGreaterThan(0);
  for (const { place, around } of places) {
    const [refused, taken] = divide(
      [around, ...hostileValues],
      (value) => z.safeParse(schema, put(good, place, value)).success,
    );
    // What the schema refuses is refused in one way: once for each place is enough.
    for (const value of [...refused.slice(0, 1), ...(all ? taken : chosen(taken))]) {
      const isTaken = taken.includes(value);
      const fresh = isTaken && 'opId' in good ? await endpoint.input(owner) : good;
      const named = isTaken && 'opId' in fresh && place[0] !== 'opId';
      const input = put(named ? put(fresh, ['opId'], randomUUIDv7()) : fresh, place, value);
      const { status, words } = await ask(path, input);
      if (status >= 500) faults.push(`${nameOf(place)} = ${short(value)}: ${status} ${words}`);
    }
  }
  expect(faults).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
