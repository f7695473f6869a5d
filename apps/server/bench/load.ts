import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '@koersvast/core/round';
import { openFleet } from '../src/faults/testing/fleet.ts';
import { Follower } from '../src/faults/testing/follower.ts';
import { Sent, send } from '../src/faults/testing/sent.ts';
import type { Browser } from '../src/testing/browser.ts';
import { coding, openStudy, type Study } from '../src/testing/study.ts';

// Two servers on one database under steady coding: first over many projects, of which many are followed live, then in
// one project by many coders who all follow it. Prints how long an answer and the news of it take, and the memory; ends
// with 1 where 95 of 100 answers take longer than the bar, or where the memory goes on growing.

const { values } = parseArgs({
  options: {
    projects: { type: 'string', default: '1000' },
    streams: { type: 'string', default: '500' },
    rate: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '10' },
    coders: { type: 'string', default: '150' },
  },
});
const [projects, streams, rate, coders] = [values.projects, values.streams, values.rate, values.coders].map(
  Number,
) as [number, number, number, number];
const minutes = Number(values.minutes);
const PEOPLE = 50;
const SETTLED_MS = 10_000;
/** Milliseconds. */
const BAR_P95 = 100;
/** Of what the servers take after a fifth of the time, so much at most at the end. */
const BAR_GROWTH = 1.3;

const text = Array.from({ length: 400 }, (_, index) => `woord${index + 100}`).join(' ');
const words = [...text.matchAll(/\S+/g)].map(({ 0: quote, index: start }) => ({
  start,
  end: start + quote.length,
  quote,
}));
const random = seededRandom(1);

/** Somebody with a study that they code in. */
interface Seat {
  readonly browser: Browser;
  readonly study: Study;
}

const fleet = await openFleet({ places: [{}, {}] });
const said = (line: string) => process.stdout.write(`${line}\n`);
try {
  said('| load | commits | p50 | p95 | p99 | told p95 | tries again | memory of the servers, MB |');
  said('|---|---|---|---|---|---|---|---|');
  await overMany();
  await inOne();
} finally {
  await fleet.close();
}

async function overMany(): Promise<void> {
  const { people } = await fleet.openCrew(Math.min(PEOPLE, projects));
  const seats: Seat[] = [];
  const found = async ({ browser }: (typeof people)[number], number: number) => {
    for (let nth = number; nth < projects; nth += people.length)
      seats.push({ browser, study: await openStudy(browser, { text, name: `Study ${nth}` }) });
  };
  // Four at a time: that is no part of what is measured.
  const waiting = people.map((person, number) => () => found(person, number));
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await next();
    }),
  );
  await measure(`${projects} projects, ${streams} streams, ${rate} commits a second`, seats, streams);
}

async function inOne(): Promise<void> {
  const { study, people } = await fleet.openCrew(coders);
  const seats = people.map(({ browser }) => ({ browser, study }));
  await measure(
    `${coders} coders in one project, each with a stream, ${rate} commits a second`,
    seats,
    coders,
  );
}

async function measure(what: string, seats: readonly Seat[], followed: number): Promise<void> {
  const sent = new Sent();
  const senderOf = ({ browser }: Seat) => ({ cookie: browser.cookie, url: fleet.url });
  const followers: Follower[] = [];
  for (const seat of Array.from({ length: followed }, (_, nth) => seats[nth % seats.length]))
    if (seat) followers.push(await new Follower(seat.study, senderOf(seat)).open());
  const took: number[] = [];
  const answeredAt = new Map<string, number>();
  const giving: Promise<void>[] = [];
  const give = async () => {
    const seat = seats[random.below(seats.length)];
    const span = words[random.below(words.length)];
    if (!seat || !span) return;
    const input = coding(seat.study, span, { tagId: seat.study.tagIds[0] ?? '' });
    const begun = performance.now();
    const answer = await send(senderOf(seat), 'annotation.create', input, { sent });
    took.push(performance.now() - begun);
    if ('changes' in answer) answeredAt.set(input.opId, performance.now());
  };
  const memory: number[][] = [await memoryOf()];
  const begun = performance.now();
  const parts = 5;
  for (let nth = 0; nth < rate * 60 * minutes; nth += 1) {
    // By the clock, not by the answers: whoever waits does not slow the others down.
    await wait(Math.max(0, begun + (nth * 1_000) / rate - performance.now()));
    giving.push(give());
    if (nth > 0 && nth % Math.ceil((rate * 60 * minutes) / parts) === 0) memory.push(await memoryOf());
  }
  await Promise.all(giving);
  await wait(Math.min(SETTLED_MS, 2_000));
  memory.push(await memoryOf());
  const told = followers.flatMap(({ toldAt }) =>
    [...toldAt].flatMap(([opId, at]) =>
      answeredAt.has(opId) ? Math.max(0, at - (answeredAt.get(opId) ?? at)) : [],
    ),
  );
  const faults = followers.flatMap((follower) => follower.faults);
  await Promise.all(followers.map((follower) => follower.stop()));
  const figures = [0.5, 0.95, 0.99].map((part) => `${quantile(took, part)} ms`).join(' | ');
  const [all, settled, end] = [memory.map((each) => each.join('+')), sumOf(memory[1]), sumOf(memory.at(-1))];
  said(
    `| ${what} | ${sent.acknowledged.size} | ${figures} | ${quantile(told, 0.95)} ms | ${sent.retries} | ${all.join(', ')} |`,
  );
  if (quantile(took, 0.95) > BAR_P95 || end > settled * BAR_GROWTH) process.exitCode = 1;
  if (faults.length > 0) throw new Error(`Somebody was told twice or not at all: ${faults[0]}`);
}

function sumOf(each: readonly number[] = []): number {
  return each.reduce((sum, one) => sum + one, 0);
}

function quantile(of: readonly number[], part: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN);
}

/** What each server takes of the memory, in millions of bytes. */
async function memoryOf(): Promise<number[]> {
  const pids = [fleet.server(0).pid, fleet.server(1).pid];
  const status = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  );
  return status.map((lines) => Math.round(Number(lines.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1_000));
}
