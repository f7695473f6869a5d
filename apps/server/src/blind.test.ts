import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser } from './testing/browser.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { coding, find, join, openStudy, placeOf, type Study } from './testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/*
 * What a coder's browser receives over HTTP while another coder works: status, headers and bytes. That the
 * answers themselves tell nothing is proved in the API, over random scripts.
 */

const text = 'Het kabinet kiest voor druk.\n\nDruk blijft nodig.';
const annotate = (browser: Browser, words: string) =>
  browser.mutate('annotation.create', coding(study, find(text, words)));

let installation: Installation;
let study: Study;
let owner: Browser;
let watcher: Browser;
let worker: Browser;

beforeAll(async () => {
  installation = await openInstallation();
  owner = await installation.owner();
  study = await openStudy(owner, { text });
  watcher = installation.browser();
  worker = installation.browser();
  const { projectId, documentId } = study;
  const coders = [
    await join(owner, watcher, projectId, { name: 'Wim' }),
    await join(owner, worker, projectId, { name: 'Anna' }),
  ];
  study = { ...study, roundId: randomUUIDv7() };
  await owner.mutate('round.create', {
    opId: randomUUIDv7(),
    projectId,
    id: study.roundId,
    name: 'Blind',
    blind: true,
    documentIds: [documentId],
    assignments: { kind: 'chosen', chosen: coders.map((memberId) => ({ documentId, memberId })) },
  });
  await annotate(watcher, 'kabinet');
});
afterAll(() => installation.close());

/** Every byte of some answers but the time of day and the random name of the request. */
async function receive(browser: Browser): Promise<string[]> {
  const { projectId, documentId, roundId } = study;
  const { cursor } = await browser.query('project.get', { projectId });
  const query = (procedure: string, input: object) =>
    `/trpc/${procedure}?${new URLSearchParams({ input: JSON.stringify(input) })}`;
  const paths = [
    query('project.get', { projectId }),
    query('project.list', {}),
    query('annotation.list', { projectId, documentId }),
    query('document.list', { projectId, removed: false }),
    query('assignment.work', { projectId }),
    query('tag.usage', { projectId }),
    query('live.catchUp', { projectId, cursor }),
    query('operation.undoStack', placeOf(study)),
    query('export.preview', {
      projectId,
      documentId: null,
      file: 'coding',
      preset: 'data',
      layer: 'all',
    }),
    query('assignment.board', { projectId, roundId }),
    `/api/projects/${projectId}/annotations.csv?layer=all`,
    `/api/projects/${projectId}/coding.csv`,
    `/api/projects/${projectId}/documents.csv`,
    `/api/projects/${projectId}/documents/${documentId}/annotations.csv`,
    `/api/projects/${projectId}/documents/${documentId}/text.txt`,
  ];
  const answers: string[] = [];
  for (const path of paths) {
    const { status, headers, text: body } = await browser.ask(path);
    const told = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
    answers.push(JSON.stringify([path.slice(0, 60), status, told, body]));
  }
  return answers;
}

test('a coder receives the same headers and bytes before and after another coder has worked', async () => {
  const before = await receive(watcher);
  const seenByOwner = await receive(owner);
  await annotate(worker, 'druk');
  await annotate(worker, 'nodig');
  const { projectId, documentId } = study;
  const place = placeOf(study);
  const reading = { id: randomUUIDv7(), block: 1, madeAt: '2026-11-24T08:00:00.000Z' };
  await worker.post('/trpc/reading.create', { opId: randomUUIDv7(), ...place, reading });
  await worker.ask(`/api/projects/${projectId}/annotations.csv`);
  await worker.mutate('live.here', { projectId, documentId, tabId: randomUUIDv7() });
  await worker.mutate('assignment.setState', { opId: randomUUIDv7(), ...place, state: 'done' });
  expect(await receive(watcher)).toEqual(before);
  expect(await receive(owner)).not.toEqual(seenByOwner);
});
