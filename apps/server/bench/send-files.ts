import { randomUUIDv7 } from 'node:crypto';
import { seededRandom } from '@koersvast/core/round';
import type { Browser } from '../src/testing/browser.ts';
import { type Dossier, openDossier } from '../src/testing/dossier.ts';
import { plainTexts } from '../src/testing/mixed-files.ts';

/** So many files are on their way at once, as from a browser. */
const SENDERS = 3;

export async function sendAll(
  drop: Dossier,
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  const left = files[Symbol.iterator]();
  const one = async () => {
    for (let next = left.next(); !next.done; next = left.next())
      await drop.send(next.value.path, next.value.bytes);
  };
  await Promise.all(Array.from({ length: SENDERS }, one));
}

export async function newProject(browser: Browser): Promise<string> {
  const id = randomUUIDv7();
  await browser.mutate('project.create', { opId: randomUUIDv7(), id, name: `Dossier ${id}`, language: 'nl' });
  return id;
}

export async function checked(outcome: Promise<string>): Promise<void> {
  const said = await outcome;
  if (said !== 'done') throw new Error(said);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Plain texts of 5,000 characters through an import of their own; how many milliseconds each step took. */
export async function importTexts(
  owner: Browser,
  count: number,
  seed: number,
): Promise<{ readonly sending: number; readonly reading: number; readonly adding: number }> {
  const drop = await openDossier(owner, await newProject(owner));
  const files = [...plainTexts(count, seededRandom(seed))];
  return {
    sending: await timed(() => sendAll(drop, files)),
    reading: await timed(() => checked(drop.read())),
    adding: await timed(() => checked(drop.add())),
  };
}
