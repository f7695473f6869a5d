import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Browser, type Installation, openInstallation } from './testing/installation.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/*
 * What a coder's browser receives over HTTP while another coder works: status, headers and bytes. That the
 * answers themselves tell nothing is proved in the API, over random scripts.
 */

const text = 'Het kabinet kiest voor druk.\n\nDruk blijft nodig.';
const projectId = randomUUIDv7();
const documentId = randomUUIDv7();
const roundId = randomUUIDv7();
const tagId = randomUUIDv7();
const place = { projectId, documentId, roundId };
const madeAt = '2026-11-24T08:00:00.000Z';

let installation: Installation;
let owner: Browser;
let watcher: Browser;
let worker: Browser;

async function join(name: string): Promise<{ browser: Browser; memberId: string }> {
  const invitation = { opId: randomUUIDv7(), projectId, id: randomUUIDv7(), role: 'coder' };
  const { path } = await owner.mutate('member.invite', invitation);
  const browser = installation.browser();
  const newcomer = { name, email: `${name}@example.org`.toLowerCase(), password: 'a long enough password' };
  await browser.mutate('member.join', { token: path.split('/').at(-1), newcomer });
  const { me } = await browser.query('project.get', { projectId });
  return { browser, memberId: me.id };
}

const annotate = (browser: Browser, words: string) =>
  browser.mutate('annotation.create', {
    opId: randomUUIDv7(),
    ...place,
    annotation: {
      id: randomUUIDv7(),
      tagId,
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
      quote: words,
      memo: null,
      certainty: null,
      madeAt,
    },
  });

beforeAll(async () => {
  installation = await openInstallation();
  owner = await installation.owner();
  const opId = randomUUIDv7;
  await owner.mutate('project.create', { opId: opId(), id: projectId, name: 'Study', language: 'nl' });
  const metadata = {
    title: 'Brief',
    date: null,
    author: null,
    addressee: null,
    dossier: null,
    documentNumber: null,
    sourceUrl: null,
    language: 'nl',
    licence: null,
    fields: {},
  };
  const source = { kind: 'pasted', text };
  await owner.mutate('document.add', {
    opId: opId(),
    projectId,
    id: documentId,
    source,
    encoding: null,
    metadata,
  });
  const tag = {
    id: tagId,
    name: 'druk',
    names: {},
    key: null,
    appearance: null,
    definition: '',
    whenToUse: '',
    whenNot: '',
    examples: [],
    counterExamples: [],
  };
  await owner.mutate('tag.create', { opId: opId(), projectId, tag });
  const first = await join('Wim');
  const second = await join('Anna');
  watcher = first.browser;
  worker = second.browser;
  await owner.mutate('round.create', {
    opId: opId(),
    projectId,
    id: roundId,
    name: 'Blind',
    blind: true,
    documentIds: [documentId],
    assignments: {
      kind: 'chosen',
      chosen: [first, second].map(({ memberId }) => ({ documentId, memberId })),
    },
  });
  await annotate(watcher, 'kabinet');
});
afterAll(() => installation.close());

/** Every byte of some answers but the time of day and the random name of the request. */
async function receive(browser: Browser): Promise<string[]> {
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
    query('operation.undoStack', place),
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
  const reading = { id: randomUUIDv7(), block: 1, madeAt };
  await worker.post('/trpc/reading.create', { opId: randomUUIDv7(), ...place, reading });
  await worker.ask(`/api/projects/${projectId}/annotations.csv`);
  await worker.mutate('live.here', { projectId, documentId, tabId: randomUUIDv7() });
  await worker.mutate('assignment.setState', { opId: randomUUIDv7(), ...place, state: 'done' });
  expect(await receive(watcher)).toEqual(before);
  expect(await receive(owner)).not.toEqual(seenByOwner);
});
