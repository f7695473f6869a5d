import { randomUUIDv7 } from 'node:crypto';
import type { IntakeItem } from '@koersvast/contracts';
import { usualRoom } from '@koersvast/db';
import type { TestApi } from '../../testing/study.ts';
import { takeUpload } from '../upload.ts';

/** Files that somebody is adding, without a server between. */
export interface Drop {
  readonly at: { readonly projectId: string; readonly intakeId: string };
  send(path: string, bytes: Uint8Array | string): Promise<string>;
  /** What the job came to, with why. */
  read(): Promise<string>;
  add(opId?: string): Promise<string>;
  get(): ReturnType<ReturnType<TestApi['as']>['intake']['get']>;
  /** The item of which the text is read from this file. */
  item(path: string): Promise<IntakeItem>;
}

const REST_MS = 10;

export async function openDrop(api: TestApi, personId: string, projectId: string): Promise<Drop> {
  const as = api.as(personId);
  const at = { projectId, intakeId: randomUUIDv7() };
  await as.intake.open(at);
  const ended = async ({ jobId }: { readonly jobId: string }): Promise<string> => {
    for (;;) {
      const { job } = await as.job.get({ projectId, jobId });
      if (job.state !== 'queued' && job.state !== 'running')
        return [job.state, ...job.problems.map(({ code }) => code)].join(' ');
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  };
  const tools = { db: api.db, uploads: usualRoom, now: () => new Date(), newId: () => randomUUIDv7() };
  return {
    at,
    get: () => as.intake.get(at),
    async send(path, given) {
      const bytes = Buffer.from(given);
      const fileId = randomUUIDv7();
      await takeUpload(tools, {
        ...{ at: { ...at, fileId }, personId, path, length: bytes.length },
        bytes: (async function* once() {
          yield bytes;
        })(),
      });
      return fileId;
    },
    read: async () => ended(await as.intake.read(at)),
    add: async (opId = randomUUIDv7()) => ended(await as.intake.add({ ...at, opId })),
    async item(path) {
      const { items } = await as.intake.get(at);
      const found = items.find(({ sources }) => sources[0]?.path === path);
      if (!found) throw new Error(`no item of ${path}`);
      return found;
    },
  };
}
