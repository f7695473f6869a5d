import { connectDirect, MIGRATIONS_FOLDER, readMigrations } from '../migration-history.ts';
import { onClient, type Tx } from '../transaction.ts';
import type { Report } from './problem.ts';
import { readStructure, type Structure } from './structure.ts';

/** A schema that is made, read and taken back within one transaction. */
const scratch = 'koersvast_scratch_of_the_check';

const made = new Map<string, Promise<Structure>>();

/** What this program's migrations make, by this PostgreSQL: another version may word it otherwise. */
async function makeStructure(directUrl: string): Promise<Structure> {
  const client = await connectDirect(directUrl, 'koersvast-check');
  try {
    await client.query(`BEGIN; CREATE SCHEMA ${scratch}; SET LOCAL search_path = ${scratch}`);
    for (const { sql } of await readMigrations(MIGRATIONS_FOLDER)) await client.query(sql);
    return await readStructure(onClient(client));
  } finally {
    // Nothing is committed, however it ends.
    await client.end().catch(() => undefined);
  }
}

/** Compares the tables, constraints, indexes, triggers and functions of the database with what the migrations make. */
export async function checkStructure(tx: Tx, directUrl: string, report: Report): Promise<void> {
  compare(await expectedBy(directUrl), await readStructure(tx), report);
}

/** Kept for the life of the process: the migrations are part of the program. */
function expectedBy(directUrl: string): Promise<Structure> {
  const { host } = new URL(directUrl);
  const making = made.get(host) ?? makeStructure(directUrl);
  made.set(host, making);
  making.catch(() => made.delete(host));
  return making;
}

function compare(expected: Structure, found: Structure, report: Report): void {
  const say = (name: string, words: string) =>
    report('structure', `${name[0]?.toUpperCase()}${name.slice(1)} ${words}.`);
  for (const [name, definition] of expected) {
    const there = found.get(name);
    if (there === undefined) say(name, 'is gone');
    else if (there !== definition) say(name, 'is not as this program makes it');
  }
  for (const [name, definition] of found) {
    if (expected.has(name) || isHarmless(name, definition, expected)) continue;
    say(name, 'is not of this program');
  }
}

/** An index that only makes something faster, and a table of somebody else's with all that is its own. */
function isHarmless(name: string, definition: string, expected: Structure): boolean {
  if (/^the (table|view) /.test(name)) return true;
  const table = / of (\S+)$/.exec(name)?.[1];
  if (table !== undefined && !expected.has(`the table ${table}`)) return true;
  return name.startsWith('the index ') && !definition.includes('CREATE UNIQUE INDEX');
}
