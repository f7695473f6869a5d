import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NotedStatements } from '../packages/db/src/testing/note-statements.ts';
import setUp from '../packages/db/src/testing/setup.ts';
import { findShardingFaultsOf } from '../packages/db/src/testing/sharding.ts';
import { ACROSS_PROJECTS, goesOn, isLeftAlone, plain, reasonFor } from './sharding-rule.ts';

/**
 * Whether each statement that the tests asked names its project, and no transaction names two: then projects can lie in
 * databases apart. Looks at what `packages/db/src/testing/note-statements.ts` noted in the folder KOERSVAST_STATEMENTS.
 */

/** Fewer would mean that nobody noted. */
const FEWEST = 400;
const SHOWN = 600;

const folder = process.env.KOERSVAST_STATEMENTS ?? '';
const noted = await readNoted(folder);
const from = new Map(noted.flatMap(({ texts, from }) => texts.map((text) => [text, from] as const)));
const texts = new Set(noted.flatMap(({ texts, crosses }) => (crosses ? [] : texts)));
const faults: { readonly what: string; readonly text: string }[] = [];
const used = new Set<RegExp>();
const blame = (text: string, what: string) => {
  const exception = reasonFor(text);
  if (exception) used.add(exception[0]);
  else faults.push({ what, text });
};

const end = await setUp();
for (const { text, fault } of await findShardingFaultsOf(texts)) blame(text, `names no project for ${fault}`);
await end();
for (const { texts: both, crosses, from } of noted)
  if (crosses && !goesOn({ from }))
    for (const text of both.slice(-1)) blame(text, 'is about one project after another in its transaction');
for (const { what, text } of faults) {
  const files = (from.get(text) ?? []).filter((file) => !file.includes('/testing/')).slice(0, 3);
  say(`${files.join(', ') || 'A model'}: a statement ${what}: ${plain(text).slice(0, SHOWN)}`);
}
for (const [statement] of ACROSS_PROJECTS)
  if (!used.has(statement)) say(`.ci/sharding-rule.ts: no statement is ${statement}`);
if (texts.size < FEWEST) say(`Only ${texts.size} statements were noted in ${folder}.`);
const isGood = faults.length === 0 && texts.size >= FEWEST;
if (isGood)
  say(`${texts.size} statements name their project, or are among ${used.size} kinds that need none.`);
process.exitCode = isGood ? 0 : 1;

async function readNoted(from: string): Promise<NotedStatements[]> {
  const files = await readdir(from);
  const lines = await Promise.all(files.map((name) => readFile(path.join(from, name), 'utf8')));
  const all = lines.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  return all.map((line): NotedStatements => JSON.parse(line)).filter((line) => !isLeftAlone(line));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
