import { randomUUIDv7 } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusalOf, wordsOf } from './error-mapping.ts';
import { appRouter } from './root.ts';
import { type Endpoint, endpoints } from './testing/endpoints.ts';
import { type Audience, audiences, buildScene } from './testing/scene.ts';
import { hashDatabase, openTestApi, type TestApi } from './testing/study.ts';

const procedures = Object.keys(appRouter._def.procedures).sort();

let api: TestApi;
let scene: Awaited<ReturnType<typeof buildScene>>;

beforeAll(async () => {
  api = await openTestApi();
  scene = await buildScene(api);
});
beforeEach(() => scene.settle());
afterAll(() => api.close());

/** Calls a procedure by its name; `ok`, or the refusal with its words, as it goes over the wire. */
async function call(personId: string | null, path: string, input: unknown): Promise<string> {
  const end = new AbortController();
  const [noun = '', verb = ''] = path.split('.');
  const caller = api.as(personId, { person: scene.signedIn(personId) }, end.signal) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const answer = await caller[noun]?.[verb]?.(input);
    if (path === 'live.project' || path === 'job.follow')
      await (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
    return 'ok';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const refusal = refusalOf(error);
    return JSON.stringify([refusal.code, wordsOf(refusal), error.code === 'INTERNAL_SERVER_ERROR']);
  } finally {
    end.abort();
  }
}

const codeIn = (answer: string): string => (answer === 'ok' ? 'ok' : JSON.parse(answer)[0]);

function expectedFor(endpoint: Endpoint, who: Audience, takesProject: boolean): string {
  const done = endpoint.refused ?? 'ok';
  if (endpoint.for === 'everybody') return done;
  if (who === 'anonymous') return 'not_signed_in';
  if (endpoint.for === 'people') return done;
  if (endpoint.for === 'installation owners') return who === 'owner' ? done : 'not_allowed';
  if (takesProject && (who === 'outsider' || who === 'removed')) return 'not_found';
  const refused = endpoint.hidden ? 'not_found' : 'not_allowed';
  return (endpoint.for as readonly string[]).includes(who) ? done : refused;
}

test('every procedure has its row, and every row its procedure', () => {
  expect(Object.keys(endpoints).sort()).toEqual(procedures);
});

// What a test that took too long still does would be found in the database by those after it.
describe.each(procedures)('%s', { timeout: 240_000 }, (path) => {
  const endpoint = endpoints[path];
  if (!endpoint) return;

  test('answers each role as the table says, and a refusal changes nothing', async () => {
    for (const who of audiences) {
      const input = await endpoint.input(scene.as(who));
      const before = await hashDatabase(api.db);
      const code = codeIn(await call(scene.as(who).personOf(who), path, input));
      // What one cannot undo oneself is not there; a viewer has nothing to undo.
      const expected =
        path === 'operation.undo' && who === 'viewer'
          ? 'not_found'
          : expectedFor(endpoint, who, 'projectId' in input);
      expect(`${who}: ${code}`).toBe(`${who}: ${expected}`);
      if (code !== 'ok') expect(await hashDatabase(api.db)).toBe(before);
    }
  });

  test('answers ids of another project exactly as unknown ones, and changes nothing', async () => {
    const owner = scene.as('owner');
    const { other } = owner;
    const foreign: Readonly<Record<string, string>> = {
      projectId: other.project.id,
      documentId: other.document.id,
      documentIds: other.document.id,
      memberIds: other.coder.id,
      roundId: other.project.round.id,
      tagId: other.pressure.id,
      tagIds: other.pressure.id,
      parentId: other.pressure.id,
      annotationId: other.annotationId,
      layerId: other.layerId,
      entityId: other.document.id,
      memberId: other.coder.id,
      invitationId: other.invitationId,
      target: other.opId,
      jobId: other.jobId,
    };
    const input = await endpoint.input(owner);
    const before = await hashDatabase(api.db);
    for (const [place, id] of idsIn(input)) {
      const name = place.findLast((step) => Number.isNaN(Number(step))) ?? '';
      const theirs = foreign[name];
      if (!theirs) continue;
      const answers = [];
      for (const given of [theirs, randomUUIDv7()]) {
        const changed = replaceIn(input, place, given) as Record<string, unknown>;
        if ('opId' in changed) changed.opId = randomUUIDv7();
        answers.push(await call(owner.personOf('owner'), path, changed));
      }
      expect(answers[0], `${place.join('.')} ${id}`).toBe(answers[1]);
      if (path !== 'operation.undoStack' || name === 'projectId') expect(answers[0]).not.toBe('ok');
    }
    expect(await hashDatabase(api.db)).toBe(before);
  });

  test('refuses operators, lists, nulls and extra fields in place of values, and changes nothing', async () => {
    const owner = scene.as('owner');
    const input = await endpoint.input(owner);
    const parser = (appRouter._def.procedures as unknown as Record<string, WithParser>)[path]?._def.inputs[0];
    const before = await hashDatabase(api.db);
    const bad: unknown[] = [
      { ...input, extra: 1 },
      { ...input, role: 'owner', version: { increment: 41 } },
      null,
      [],
    ];
    for (const place of leavesOf(input)) {
      for (const value of [{ not: '' }, { startsWith: 'a' }, { in: ['a'] }, []])
        bad.push(replaceIn(input, place, value));
      for (const value of [null, true]) {
        const changed = replaceIn(input, place, value);
        // Some fields may be null, or are switches.
        if (parser?.safeParse(changed).success === false) bad.push(changed);
      }
    }
    for (const value of bad) {
      const answer = await call(owner.personOf('owner'), path, value);
      expect(codeIn(answer), JSON.stringify(value)).toBe('input_not_valid');
      expect(answer).not.toMatch(/zod|prisma|\bselect\b|\bat \/|stack/i);
    }
    expect(await hashDatabase(api.db)).toBe(before);
  });
});

interface WithParser {
  _def: { inputs: { safeParse(value: unknown): { success: boolean } }[] };
}

type Place = readonly string[];

/** The places of all values that are not lists or records. */
function leavesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...place, key]));
}

function idsIn(input: object): [Place, string][] {
  return leavesOf(input).flatMap((place) => {
    const value = place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], input);
    return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
      ? [[place, value] as [Place, string]]
      : [];
  });
}

function replaceIn(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[key] = replaceIn((value as Record<string, unknown>)[key], rest, by);
  return copy;
}
