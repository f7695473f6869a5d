import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { say } from '../say.ts';
import type { Writer } from './writer.ts';

const megabyte = 1024 * 1024;
/** In milliseconds, and megabytes. */
const mostWait = 500;
const mostMemory = 200;

interface Measured {
  readonly name: string;
  readonly took: number;
  readonly wait: number;
  readonly memory: number;
  readonly good: boolean;
}

const measured: Measured[] = [];

/** Whether all that was measured stayed under its bar. */
export const isAllGood = () => measured.every(({ good }) => good);

/** How long it takes, how long the writers wait meanwhile, and how much memory it needs; prints all of it. */
export async function measure<T>(
  name: string,
  bar: number,
  writers: readonly Writer[],
  work: () => Promise<T>,
): Promise<T> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 10);
  for (const writer of writers) writer.begin();
  const from = performance.now();
  const result = await work();
  const took = performance.now() - from;
  // A write that waits still is measured to its end.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  clearInterval(watch);
  const wait = Math.max(0, ...writers.map(({ longest }) => longest));
  const memory = (peak - before) / megabyte;
  const good = took <= bar && wait <= mostWait && memory <= mostMemory;
  measured.push({ name, took, wait, memory, good });
  const words = `${name.padEnd(44)} ${took.toFixed(0).padStart(7)} ms (at most ${bar})`;
  const beside = `longest other write ${wait.toFixed(0)} ms, memory +${memory.toFixed(0)} MB`;
  const written = writers.map((writer) => writer.written).join(' + ');
  say(
    `${good ? ' ' : '!'} ${words}, ${beside}, ${written} written meanwhile, load ${loadavg()[0]?.toFixed(1)}`,
  );
  return result;
}
