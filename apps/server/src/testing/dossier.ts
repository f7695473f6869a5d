import { randomUUIDv7 } from 'node:crypto';
import type { Intake, IntakeItem } from '@koersvast/contracts';
import { type Browser, origin } from './browser.ts';

/** Files that somebody is adding, from the first on. */
export interface Dossier {
  readonly intakeId: string;
  send(path: string, bytes: Uint8Array | string): Promise<string>;
  /** Reads what was sent; what the job came to. */
  read(): Promise<string>;
  /** Adds what is read; what the job came to. */
  add(opId?: string): Promise<string>;
  get(): Promise<Intake>;
  /** The item of which the text is read from this file. */
  item(path: string): Promise<IntakeItem>;
  /** Milliseconds that reading, and adding, took last: from the request to the end of the job, whoever asked when. */
  readonly took: { readonly reading: number; readonly adding: number };
}

const REST_MS = 25;

interface Ended {
  /** How it ended, with why. */
  readonly said: string;
  /** When, by the clock of the database. */
  readonly at: number;
}

async function ended(browser: Browser, projectId: string, jobId: string): Promise<Ended> {
  for (;;) {
    const { job } = await browser.query('job.get', { projectId, jobId });
    if (job.state !== 'queued' && job.state !== 'running')
      return {
        said: [job.state, ...job.problems.map(({ code }) => code)].join(' '),
        at: Date.parse(job.endedAt ?? ''),
      };
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}

export async function openDossier(browser: Browser, projectId: string): Promise<Dossier> {
  const intakeId = randomUUIDv7();
  await browser.mutate('intake.open', { projectId, intakeId });
  return dossierAt(browser, projectId, intakeId);
}

/** One that was opened before. */
export function dossierAt(browser: Browser, projectId: string, intakeId: string): Dossier {
  const at = { projectId, intakeId };
  const get = async () => {
    const first = await browser.query('intake.get', at);
    const items = [...first.items];
    for (let next = first.next; next !== null; ) {
      const page = await browser.query('intake.get', { ...at, from: next });
      items.push(...page.items);
      next = page.next;
    }
    return { ...first, items };
  };
  const took = { reading: Number.NaN, adding: Number.NaN };
  const done = async (step: keyof typeof took, ask: () => Promise<{ readonly jobId: string }>) => {
    const from = Date.now();
    const { said, at: end } = await ended(browser, projectId, (await ask()).jobId);
    took[step] = end - from;
    return said;
  };
  return {
    intakeId,
    get,
    took,
    async send(path, bytes) {
      const fileId = randomUUIDv7();
      const answer = await browser.ask(
        `/api/projects/${projectId}/intakes/${intakeId}/files/${fileId}?path=${encodeURIComponent(path)}`,
        { method: 'PUT', headers: { origin }, body: Buffer.from(bytes) },
      );
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
      return fileId;
    },
    read: () => done('reading', () => browser.mutate('intake.read', at)),
    add: (opId = randomUUIDv7()) => done('adding', () => browser.mutate('intake.add', { ...at, opId })),
    async item(path) {
      const { items } = await get();
      const found = items.find(({ sources }) => sources[0]?.path === path);
      if (!found) throw new Error(`no item of ${path}`);
      return found;
    },
  };
}
