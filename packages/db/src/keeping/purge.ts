import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Database } from '../connect.ts';
import { readOn } from '../shaped.ts';
import { quoted, readTables, type Table } from './catalogue.ts';
import { KeepingRefusal } from './keeping-refusal.ts';

const purgeTarget = z.object({ id: z.string(), name: z.string() });
export type PurgeTarget = Readonly<z.infer<typeof purgeTarget>>;

/** How many rows of a table belong to a project. */
export interface TableCount {
  readonly table: string;
  readonly rows: number;
}

/**
 * The project with this id or this name, deleted and archived ones too.
 * @throws KeepingRefusal when there is none, or several have the name.
 */
export async function findProject(db: Database, idOrName: string): Promise<PurgeTarget> {
  const rows = await readOn(
    db.pool,
    purgeTarget,
    'SELECT id, name FROM project WHERE id::text = lower($1) OR name = $1 ORDER BY created_at, id',
    [idOrName],
  );
  const [first, ...others] = rows;
  if (!first) throw new KeepingRefusal(`There is no project ${idOrName}.`);
  if (others.length > 0) {
    const ids = rows.map(({ id }) => id).join(', ');
    throw new KeepingRefusal(`${rows.length} projects are called ${idOrName}: name one by its id (${ids}).`);
  }
  return first;
}

/** What a purge of the project would delete, table by table; tables in which it has nothing are left out. */
export async function countProject(db: Database, project: PurgeTarget): Promise<TableCount[]> {
  return within(db, async (client) => {
    const counts: TableCount[] = [];
    for (const { table, where } of await ownTables(client)) {
      const [counted] = await readOn(
        client,
        z.object({ rows: z.number() }),
        `SELECT count(*)::float8 AS rows FROM ${quoted(table.name)} WHERE ${where}`,
        [project.id],
      );
      counts.push({ table: table.name, rows: counted?.rows ?? 0 });
    }
    return counts.filter(({ rows }) => rows > 0);
  });
}

/**
 * Deletes a project with everything in it, for good: all of it or nothing. It is the only way to delete what is
 * append-only or frozen, and names its project in the setting that the triggers ask for. People stay. Returns
 * what was deleted.
 */
export async function purgeProject(db: Database, project: PurgeTarget): Promise<TableCount[]> {
  const purged = await within(db, async (client) => {
    // Whoever writes in the project waits here, and then finds it gone.
    const held = await client.query('SELECT FROM project WHERE id = $1 FOR UPDATE', [project.id]);
    if (held.rowCount === 0) throw new KeepingRefusal(`There is no project ${project.id}.`);
    await client.query(`SELECT set_config('koersvast.purge', $1, true)`, [project.id]);
    const counts: TableCount[] = [];
    for (const { table, where } of (await ownTables(client)).reverse()) {
      const deleted = await client.query(`DELETE FROM ${quoted(table.name)} WHERE ${where}`, [project.id]);
      counts.push({ table: table.name, rows: deleted.rowCount ?? 0 });
    }
    return counts.filter(({ rows }) => rows > 0).reverse();
  });
  db.notices.say(project.id);
  return purged;
}

async function within<T>(db: Database, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    // A large project takes longer than any command may.
    await client.query(
      'BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
    );
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * The tables that hold rows of a project, each after those that it refers to, with the condition (of `$1`, its
 * id) for them. What belongs to the installation and speaks of one project calls that the place.
 */
async function ownTables(client: ClientBase): Promise<{ table: Table; where: string }[]> {
  const tables = await readTables(client);
  return tables.flatMap((table) => {
    const where = whereOf(table);
    return where === null ? [] : { table, where };
  });
}

function whereOf({ name, columns }: Table): string | null {
  if (name === 'project') return 'id = $1::uuid';
  if (columns.includes('project_id')) return 'project_id = $1::uuid';
  return columns.includes('place') ? 'place = $1::uuid' : null;
}
