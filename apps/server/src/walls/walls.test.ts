import { randomUUIDv7 } from 'node:crypto';
import { appRouter } from '@koersvast/api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { httpRoutes } from '../http/routes.ts';
import { type Browser, origin } from '../testing/browser.ts';
import { type Installation, openInstallation } from '../testing/installation.ts';
import { coding, join, openStudy, type Study } from '../testing/study.ts';
import { type Known, largestOf } from './largest.ts';

// Whatever one person sends, another codes on meanwhile. `npm run proof:walls` tries it at full size.

const full = process.env.MODE === 'long';
/** At most so many entries of a list, and characters of a text. */
const most = full
  ? { entries: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY }
  : { entries: 1_000, characters: 200_000 };
const allowedMs = 300;
vi.setConfig({ testTimeout: full ? 3_600_000 : 300_000, hookTimeout: full ? 600_000 : 60_000 });

interface Procedure {
  readonly _def: { readonly type: string; readonly inputs: readonly z.core.$ZodType[] };
}
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>,
);

let installation: Installation;
let owner: Browser;
let coder: Browser;
let study: Study;
let known: Known;
beforeAll(async () => {
  installation = await openInstallation();
  owner = await installation.owner();
  const sentence = 'Het kabinet houdt koers, en dat blijft zo. ';
  const paragraph = `${sentence.repeat(8)}\n\n`;
  study = await openStudy(owner, {
    text: paragraph.repeat(Math.ceil((full ? 1_000_000 : 60_000) / paragraph.length)),
  });
  coder = installation.browser();
  const memberId = await join(owner, coder, study.projectId, { name: 'Bram' });
  const [tagId] = study.tagIds;
  const { projectId, documentId, roundId } = study;
  const length = Math.min(200_000, study.text.length - 1);
  known = {
    ...{ projectId, documentId, roundId, tagId, memberId, intoId: tagId },
    ...{
      start: 0,
      end: length,
      quote: study.text.slice(0, length),
      version: 1,
      madeAt: '2026-11-24T08:00:00.000Z',
    },
    ...{ cursor: '', lastEventId: '', language: 'nl', date: '2021-02-04', deadline: '2027-01-01' },
  };
});
afterAll(() => installation.close());

test('everything that a procedure takes has an end', () => {
  expect(procedures.length).toBeGreaterThan(50);
  for (const [path, { _def }] of procedures) {
    for (const schema of _def.inputs) {
      const input = largestOf(schema, {}, { entries: 1, characters: 1_000 });
      expect([path, typeof input]).toEqual([path, 'object']);
    }
  }
});

/** Codes one more word; how long that took, in milliseconds. */
async function codeWord(): Promise<number> {
  const { start, end } = places.next().value ?? { start: 0, end: 1 };
  const words = { start, end, quote: study.text.slice(start, end) };
  const from = performance.now();
  const { status } = await coder.post('/trpc/annotation.create', coding(study, words));
  expect(status).toBe(200);
  return performance.now() - from;
}

/** Codes word after word until told to stop; how long each took. */
function keepCoding(): () => Promise<number[]> {
  const took: number[] = [];
  let stopped = false;
  const work = (async () => {
    while (!stopped) took.push(await codeWord());
  })();
  // Waited for when it is stopped.
  work.catch(() => undefined);
  return async () => {
    stopped = true;
    await work;
    return took;
  };
}

/** How long words take while nobody sends anything. */
async function codeAlone(): Promise<number[]> {
  const took: number[] = [];
  for (let word = 0; word < 50; word += 1) took.push(await codeWord());
  return took;
}

/** Every place in the text that somebody may code, each once. */
function* allPlaces(): Generator<{ start: number; end: number }> {
  for (let length = 1; ; length += 1) {
    for (let start = 0; start < 20_000; start += 1) {
      const words = study.text.slice(start, start + length);
      if (words.length === length && words.trim() === words) yield { start, end: start + length };
    }
  }
}
const places = allPlaces();

/** What would end the walk itself is done by nobody. */
const ending = new Set(['session.signOut', 'project.delete', 'member.edit', 'session.changePassword']);

/** Where one field rules another out, or says more than its schema. */
const instead: Readonly<Record<string, object>> = {
  'tag.importCodebook': {
    csv: `tag,definition\n${Array.from({ length: 1_999 }, (_, each) => `tag ${each},${'x'.repeat(900)}`).join('\n')}`,
    file: undefined,
    dryRun: true,
  },
  'member.invite': { note: 'x'.repeat(100) },
};
/** Of these it would say nothing if they were refused at the door. */
const carriedOut = ['annotation.create', 'document.add', 'document.preview', 'session.setPreferences'];

/** As much as one request may hold. */
const bodyLimit = 10 * 1024 * 1024;
const longestList = 65_536;

/** The request of a procedure with its largest input, ready to be sent: making it costs nobody anything. */
function requestOf(path: string, { _def }: Procedure): { address: string; init: RequestInit } {
  const [schema] = _def.inputs;
  const named = (entries: number): string => {
    const input = schema ? (largestOf(schema, known, { ...most, entries }) as Record<string, unknown>) : {};
    if ('opId' in input) input.opId = randomUUIDv7();
    if (typeof input.id === 'string') input.id = randomUUIDv7();
    Object.assign(input, instead[path]);
    return JSON.stringify(input);
  };
  // From below: a list of lists of texts may well be longer than any text.
  let body = named(1);
  for (let entries = 2; ; entries *= 2) {
    const longer = named(Math.min(entries, most.entries));
    if (Buffer.byteLength(longer) > bodyLimit) break;
    body = longer;
    if (entries >= Math.min(most.entries, longestList)) break;
  }
  const headers = { 'content-type': 'application/json', origin, cookie: owner.cookie };
  if (_def.type === 'subscription') {
    return { address: `/trpc/${path}?input=${encodeURIComponent(body)}`, init: { headers } };
  }
  return { address: `/trpc/${path}`, init: { method: 'POST', headers, body } };
}

const percentile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

test('while one person sends the largest that there may be, another codes on', async () => {
  const requests = [
    ...procedures
      .filter(([path]) => !ending.has(path))
      .map(([path, procedure]) => [path, requestOf(path, procedure)] as const),
    ...httpRoutes
      .filter(({ access }) => access === 'member')
      .map(({ path }) => {
        const address = path
          .replace(':projectId', study.projectId)
          .replace(':documentId', study.documentId)
          .replace(':file', 'annotations.csv');
        return [path, { address, init: { headers: { origin, cookie: owner.cookie } } }] as const;
      }),
  ];
  const alone = await codeAlone();
  const all: number[] = [];
  const rows: string[] = [];
  for (const [path, { address, init }] of requests) {
    const stop = keepCoding();
    const from = performance.now();
    const end = new AbortController();
    const response = await owner.fetch(address, { ...init, signal: end.signal });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const answer = isStream ? '' : await response.text();
    end.abort();
    const took = performance.now() - from;
    const waited = await stop();
    all.push(...waited);
    rows.push(
      `${path.padEnd(70)} ${response.status} ${took.toFixed(0).padStart(7)} ms; longest wait ${Math.max(
        ...waited,
      )
        .toFixed(0)
        .padStart(6)} ms${response.status === 400 ? `; ${answer.slice(0, 90)}` : ''}`,
    );
    expect([path, response.status]).toEqual([path, expect.toSatisfy((status: number) => status < 500)]);
    if (carriedOut.includes(path))
      expect([path, response.status, answer.slice(0, 200)]).toEqual([path, 200, answer.slice(0, 200)]);
  }
  const p99 = percentile(all, 0.99);
  alone.push(...(await codeAlone()));
  const usual = percentile(alone, 0.99);
  const figures = `${all.length} words coded; p99 ${p99.toFixed(0)} ms, alone ${usual.toFixed(0)} ms`;
  if (full) process.stdout.write(`${rows.join('\n')}\n${figures}\n`);
  // On a machine that has other work too, a word takes long without anybody sending anything.
  expect(p99, [...rows, figures].join('\n')).toBeLessThan(allowedMs + (usual > 50 ? 5 * usual : 0));
});
