import { z } from 'zod';
import { connectDirect, MIGRATIONS_FOLDER, readMigrations } from '../migration-history.ts';
import { sql } from '../sql.ts';
import { onClient, type Statements } from '../transaction.ts';
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
    for (const migration of await readMigrations(MIGRATIONS_FOLDER)) await client.query(migration.sql);
    return await readStructure(onClient(client));
  } finally {
    // Nothing is committed, however it ends.
    await client.end().catch(() => undefined);
  }
}

/**
 * Compares the tables, constraints, indexes, triggers and functions of the database, whose they are and who else may
 * do what with them, with what the migrations make.
 */
export async function checkStructure(tx: Statements, directUrl: string, report: Report): Promise<void> {
  compare(await expectedBy(directUrl), await readStructure(tx), report);
  await checkSettings(tx, report);
}

/**
 * Settings under which triggers are switched off, or under which whoever connects passes for this program: of the
 * database, of the roles that it belongs to, and of the server. What a connection sets for itself ends with it.
 */
async function checkSettings(tx: Statements, report: Report): Promise<void> {
  const settings = await tx.rows(
    z.object({ place: z.string(), setting: z.string() }),
    sql`WITH roles AS (
          SELECT oid FROM pg_roles WHERE rolname IN (current_user, session_user)
          UNION SELECT relowner FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
        )
        SELECT concat_ws(' in ', CASE WHEN setrole <> 0 THEN 'role ' || setrole::regrole END,
            CASE WHEN setdatabase <> 0 THEN 'database ' || current_database() ELSE 'every database' END) AS place, setting
        FROM pg_db_role_setting CROSS JOIN LATERAL unnest(setconfig) AS setting
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
          AND setrole IN (SELECT 0::oid UNION ALL SELECT oid FROM roles)
          AND (setting ~* '^session_replication_role=' AND setting !~* '=origin$' OR setting ~* '^application_name=koersvast$')
        UNION ALL
        SELECT 'the server', name || '=' || reset_val FROM pg_settings
        WHERE name = 'session_replication_role' AND reset_val <> 'origin'
        UNION ALL
        SELECT 'everybody who was given it', parname || '=' || coalesce(grantee::regrole::text, '') FROM pg_parameter_acl
          CROSS JOIN LATERAL aclexplode(paracl) WHERE parname = 'session_replication_role' AND grantee <> 10`,
  );
  for (const { place, setting } of settings)
    report(
      'structure',
      `The setting ${setting} of ${place} switches off what guards the rows, or hides who writes them.`,
    );
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
  // What else is told of a function says nothing where the function itself is not of this program.
  if (/^the (table|view|owner of the function) /.test(name)) return true;
  if (/^(the options|a trigger or rule) of the view /.test(name))
    return !expected.has(name.replace(/^.* (the view )/, '$1'));
  const table = / of (\S+)$/.exec(name)?.[1];
  const isOurs = expected.has(`the table ${table}`) || expected.has(`the view ${table}`);
  if (table !== undefined && !name.startsWith('the inheritance ') && !isOurs) return true;
  return name.startsWith('the index ') && !definition.includes('CREATE UNIQUE INDEX');
}
