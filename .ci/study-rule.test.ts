import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findUnscopedReads } from './study-rule.ts';

const root = path.join(import.meta.dirname, '..');

test('queries read content through the study alone', () => {
  const { reads, followed } = findUnscopedReads(root);
  expect(reads).toEqual([]);
  // A checker that follows nothing also reports nothing.
  expect(followed).toBeGreaterThan(500);
});

/** What is written into `tag/queries.ts`, with @ for $, and the tables of content that are to be reported. */
const PLANTED: readonly (readonly [what: string, source: string, tables: readonly string[]])[] = [
  ['a table of no content', 'export const find = (tx) => tx.rows(sql`SELECT id FROM tag`);', []],
  ['a table', 'export const find = (tx) => tx.rows(sql`SELECT id FROM annotation`);', ['annotation']],
  [
    'a joined table',
    'export const find = (tx) => tx.rows(sql`SELECT FROM tag JOIN "layer" ON true`);',
    ['layer'],
  ],
  [
    'a table behind a comma',
    'export const find = (tx) => tx.rows(sql`SELECT FROM tag, review`);',
    ['review'],
  ],
  [
    'a table within another piece',
    'const inner = sql`SELECT id FROM reading`;\nexport const find = (tx) => tx.rows(sql`SELECT FROM (@{inner}) AS each`);',
    ['reading'],
  ],
  [
    'what stands in layers',
    "import { layered } from '@koersvast/db';\nexport const find = (tx) => tx.rows(sql`SELECT FROM @{layered.annotation}`);",
    ['layered'],
  ],
  ['rows of a noun', "export const find = (tx) => readRows(tx, 'decision', sql``);", ['decision']],
  ['a model', 'export const find = (tx) => tx.reply.findMany({});', ['reply']],
  [
    'a relation of a model',
    'export const find = (tx) => tx.round.findMany({ select: { id: true, layers: { select: { id: true } } } });',
    ['layer'],
  ],
  [
    'a relation that is counted',
    'export const find = (tx) => tx.tag.findMany({ select: { _count: { select: { annotations: true } } } });',
    ['annotation'],
  ],
  [
    'a relation that is asked',
    'export const find = (tx) => tx.member.findMany({ where: { reviews: { some: {} } } });',
    ['review'],
  ],
  [
    'a text of a model',
    'export const find = (tx) => tx.document.findFirst({ where: { id }, select: { text: true } });',
    ['document.text'],
  ],
  ['a text', 'export const find = (tx) => tx.rows(sql`SELECT id, text FROM document`);', ['document.text']],
  ['what was done', 'export const find = (tx) => tx.rows(sql`SELECT rev FROM change`);', ['change']],
  ['changes through a helper', 'export const find = (tx) => readChanges(tx, sql`ORDER BY rev`);', ['change']],
  [
    'a function beside it',
    'const deeper = (tx) => tx.rows(sql`SELECT FROM block`);\nexport const find = (tx) => deeper(tx);',
    ['block'],
  ],
  [
    'what a command reads',
    'export const find = (ctx) => runCommand(ctx, (tx) => tx.rows(sql`SELECT FROM annotation`));',
    [],
  ],
  [
    'what nobody asks for',
    'export const find = () => null;\nexport const other = (tx) => tx.rows(sql`SELECT FROM layer`);',
    [],
  ],
];

/** An API of one query, which is still to be written. */
async function plant(): Promise<{ root: string; folder: string }> {
  const planted = await mkdtemp(path.join(tmpdir(), 'koersvast-study-'));
  onTestFinished(() => rm(planted, { recursive: true, force: true }));
  const folder = path.join(planted, 'packages/api/src');
  await mkdir(path.join(folder, 'tag'), { recursive: true });
  await mkdir(path.join(folder, 'study'));
  await writeFile(
    path.join(folder, 'tag/router.ts'),
    "import { find } from './queries.ts';\nexport const tagRouter = router({ usage: query(({ ctx }) => find(ctx)) });",
  );
  return { root: planted, folder };
}

test.each(PLANTED)('%s', async (_what, written, tables) => {
  const source = written.replaceAll('@{', '\u0024{');
  const { root: planted, folder } = await plant();
  await writeFile(path.join(folder, 'tag/queries.ts'), source);
  expect(findUnscopedReads(planted).reads.map(({ table }) => table)).toEqual(tables);
});

test.each([
  ['a reading that asks for no scope', 'SELECT FROM annotation', ['annotation']],
  ['one that asks for it', 'SELECT FROM annotation JOIN layer ON true WHERE @{whereLayerSeen(scope)}', []],
  ['what was done, without a scope', 'SELECT FROM change', ['change']],
  ['what was done, as far as it may be seen', 'SELECT FROM change WHERE @{whereChangeSeen(scope)}', []],
  ['what every member may see', 'SELECT FROM block', []],
])('in the study: %s', async (_what, statement, tables) => {
  const { root: planted, folder } = await plant();
  const source = `export const find = (tx, scope) => tx.rows(sql\`${statement.replaceAll('@{', '\u0024{')}\`);`;
  await writeFile(path.join(folder, 'study/study.ts'), source);
  await writeFile(path.join(folder, 'tag/queries.ts'), "export { find } from '../study/study.ts';");
  expect(findUnscopedReads(planted).reads.map(({ table }) => table)).toEqual(tables);
});
