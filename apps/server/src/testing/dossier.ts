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
}

const REST_MS = 25;

/** Waits for a job, and says how it ended, with why. */
async function ended(browser: Browser, projectId: string, jobId: string): Promise<string> {
  for (;;) {
    const { job } = await browser.query('job.get', { projectId, jobId });
    if (job.state !== 'queued' && job.state !== 'running')
      return [job.state, ...job.problems.map(({ code }) => code)].join(' ');
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}

export async function openDossier(browser: Browser, projectId: string): Promise<Dossier> {
  const intakeId = randomUUIDv7();
  const at = { projectId, intakeId };
  await browser.mutate('intake.open', at);
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
  return {
    intakeId,
    get,
    async send(path, bytes) {
      const fileId = randomUUIDv7();
      const answer = await browser.ask(
        `/api/projects/${projectId}/intakes/${intakeId}/files/${fileId}?path=${encodeURIComponent(path)}`,
        { method: 'PUT', headers: { origin }, body: Buffer.from(bytes) },
      );
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
      return fileId;
    },
    async read() {
      const { jobId } = await browser.mutate('intake.read', at);
      return ended(browser, projectId, jobId);
    },
    async add(opId = randomUUIDv7()) {
      const { jobId } = await browser.mutate('intake.add', { ...at, opId });
      return ended(browser, projectId, jobId);
    },
    async item(path) {
      const { items } = await get();
      const found = items.find(({ sources }) => sources[0]?.path === path);
      if (!found) throw new Error(`no item of ${path}`);
      return found;
    },
  };
}
