import { fork } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
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

/** Which files a sender makes and sends, and where. */
export interface Sending {
  readonly url: string;
  readonly cookies: readonly (readonly [string, string])[];
  readonly projectId: string;
  readonly intakeId: string;
  readonly kind: 'mixed' | 'folder';
  readonly count: number;
}

/** Has files made and sent by another process, so that what this one grows by is the server's own. */
export async function sendAside(
  browser: Browser,
  projectId: string,
  { intakeId }: Dossier,
  { kind, count }: Pick<Sending, 'kind' | 'count'>,
): Promise<void> {
  const sender = fork(new URL('./sender.ts', import.meta.url));
  const sending: Sending = {
    url: browser.url,
    cookies: [...browser.cookies],
    projectId,
    intakeId,
    kind,
    count,
  };
  sender.send(sending);
  const [code] = await once(sender, 'exit');
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
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
  const sending = await timed(() => sendAll(drop, files));
  await checked(drop.read());
  await checked(drop.add());
  // Not until a question after it found it done: that is the time of who asks.
  return { sending, ...drop.took };
}
