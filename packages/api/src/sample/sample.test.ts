import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createFeed, outsideTransaction, sql } from '@koersvast/db';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createInnerContext } from '../make-context.ts';
import { createCaller } from '../root.ts';
import { createFirstOwner } from '../session/first-owner.ts';

const letter = readFileSync(
  new URL('../../../../prisma/seed/nederland-koersvast-richting-rusland.txt', import.meta.url),
);

let db: TestDatabase;
let api: ReturnType<typeof createCaller>;
let projectId: string;
beforeAll(async () => {
  db = await createTestDatabase();
  await createFirstOwner(db, { email: 'olga@example.org', password: 'a long enough password' });
  const user = await outsideTransaction(db).row(z.object({ id: z.string() }), sql`SELECT id FROM "user"`);
  const person = { id: user?.id ?? '', installationRole: 'owner' } as const;
  api = createCaller(createInnerContext({ db, feed: createFeed(db), person }));
  projectId = (await api.project.list({}))[0]?.project.id ?? '';
}, 60_000);
afterAll(() => db.drop());

test('the sample project is the owner’s, with an open round', async () => {
  const { project, me, rounds, members } = await api.project.get({ projectId });
  expect(project).toMatchObject({
    name: 'Voorbeeld: Ruslandbeleid',
    language: 'nl',
    codebookVersion: 1,
  });
  expect(me).toMatchObject({ role: 'owner', name: 'olga', initials: 'O' });
  expect(members).toHaveLength(1);
  expect(rounds).toMatchObject([{ number: 1, blind: false, state: 'running' }]);
});

test('the letter is there byte for byte, cut into its heading and paragraphs', async () => {
  const [item] = await api.document.list({ projectId, removed: false });
  const documentId = item?.document.id ?? '';
  expect(item?.paragraphs).toBe(5);
  const stored = await outsideTransaction(db).row(
    z.object({ original: z.instanceof(Buffer), text: z.string() }),
    sql`SELECT original, text FROM document WHERE id = ${documentId}::uuid`,
  );
  expect(stored?.original.equals(letter)).toBe(true);
  expect(item?.document.textSha256).toBe(createHash('sha256').update(letter).digest('hex'));
  const { text, blocks, sentences } = await api.document.text({ projectId, documentId });
  expect(text).toBe(letter.toString('utf8'));
  expect(blocks.map((block) => [block.kind, block.paragraph])).toEqual([
    ['heading', null],
    ...[1, 2, 3, 4, 5].map((paragraph) => ['paragraph', paragraph]),
  ]);
  expect(sentences.length).toBeGreaterThan(15);
});

test('its metadata are what the text states, and nothing more', async () => {
  const [item] = await api.document.list({ projectId, removed: false });
  expect(item?.document).toMatchObject({
    title: 'Nederland koersvast richting Rusland',
    language: 'nl',
    date: null,
    author: null,
    addressee: null,
    dossier: null,
    documentNumber: null,
    sourceUrl: null,
    licence: null,
  });
  const text = letter.toString('utf8');
  for (const words of ['minister Blok van Buitenlandse Zaken', 'brief aan de Kamer'])
    expect(text).toContain(words);
  expect(item?.document.fields).toMatchObject({ 'brief van': 'minister Blok van Buitenlandse Zaken' });
});

test('the codebook has both tags, with quotations that stand where they say', async () => {
  const tags = await api.tag.list({ projectId });
  expect(tags.map(({ name, names, key, appearance }) => [name, names.nl, key, appearance])).toEqual([
    ['pressure', 'druk', 'p', 0],
    ['selective cooperation', 'selectieve samenwerking', 's', 1],
  ]);
  const text = letter.toString('utf8');
  for (const tag of tags) {
    // In the language of the project and of its letter.
    for (const field of [tag.definition, tag.whenToUse, tag.whenNot]) {
      expect(field.length).toBeGreaterThan(40);
      expect(field).toMatch(/^(Nederland|Voor|Niet) /);
    }
    expect(tag.examples.length).toBeGreaterThan(1);
    for (const { quote, source } of [...tag.examples, ...tag.counterExamples]) {
      expect(text.slice(source?.start, source?.end)).toBe(quote);
    }
  }
  const counterExamples = tags.flatMap((tag) => tag.counterExamples.map((example) => example.quote));
  expect(counterExamples).toEqual([
    'mensenrechten onder druk staan',
    'drukken ons met de neus',
    'samenwerking met partners',
  ]);
});
