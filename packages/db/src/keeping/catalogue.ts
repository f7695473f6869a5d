import pg, { type ClientBase } from 'pg';
import { z } from 'zod';
import { readOn } from '../shaped.ts';

/** A table as the database itself describes it. */
const table = z
  .object({
    name: z.string(),
    /** Those that hold data of their own: generated ones are left out. */
    columns: z.array(z.string()).readonly(),
    /** The primary key. Text is compared byte by byte, so that an order by it is the same on every server. */
    key: z.array(z.object({ name: z.string(), isText: z.boolean() })).readonly(),
    references: z
      .array(
        z.object({
          columns: z.array(z.string()).readonly(),
          table: z.string(),
          targets: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  })
  .readonly();
export type Table = z.infer<typeof table>;

/**
 * What is of the moment and of no use later, or must not be copied: nobody's session, and no address or
 * device of anybody, is in a backup. After a restore everybody signs in again, and what was being done is not.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'session',
  'verification',
  'rate_limit',
  'mail',
  'digest',
  'password_reset',
  'first_owner_link',
  'presence',
  'job',
  'job_blob',
  'intake',
  'intake_file',
  'intake_file_part',
  'intake_item',
  'document_sketch',
]);

/** Where the migrator keeps its history: a backup carries it apart from the data. */
export const migrationsTable = '_prisma_migrations';

/** The name in double quotes, as SQL writes it. */
export const quoted = (name: string): string => pg.escapeIdentifier(name);
export const quotedList = (names: readonly string[]): string => names.map(quoted).join(', ');

/**
 * Every table with data, each after those that it refers to. Read from the catalogue and not from a list, so
 * that no table and no column that is added later can be forgotten.
 */
export async function readTables(client: ClientBase): Promise<Table[]> {
  const rows = await readOn(
    client,
    table,
    `SELECT class.relname AS name,
       (SELECT coalesce(json_agg(attname ORDER BY attnum), '[]') FROM pg_attribute
        WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       (SELECT coalesce(json_agg(json_build_object('name', attname, 'isText', atttypid IN ('text'::regtype, 'varchar'::regtype))
                 ORDER BY array_position(primary_key.conkey, attnum)), '[]')
        FROM pg_constraint AS primary_key JOIN pg_attribute ON attrelid = class.oid AND attnum = ANY (conkey)
        WHERE primary_key.conrelid = class.oid AND contype = 'p') AS key,
       (SELECT coalesce(json_agg(json_build_object('table', target.relname,
                 'columns', (SELECT json_agg(attname ORDER BY array_position(conkey, attnum)) FROM pg_attribute
                             WHERE attrelid = class.oid AND attnum = ANY (conkey)),
                 'targets', (SELECT json_agg(attname ORDER BY array_position(confkey, attnum)) FROM pg_attribute
                             WHERE attrelid = target.oid AND attnum = ANY (confkey))) ORDER BY conname), '[]')
        FROM pg_constraint AS foreign_key JOIN pg_class AS target ON target.oid = confrelid
        WHERE foreign_key.conrelid = class.oid AND contype = 'f') AS "references"
     FROM pg_class AS class
     WHERE class.relnamespace = current_schema()::regnamespace AND class.relkind IN ('r', 'p') AND NOT class.relispartition
     ORDER BY class.relname`,
  );
  return sortByReference(rows.filter(({ name }) => name !== migrationsTable));
}

/** Each table after those that it refers to; a table may refer to itself. */
export function sortByReference(tables: readonly Table[]): Table[] {
  const sorted: Table[] = [];
  const waiting = [...tables];
  while (waiting.length > 0) {
    const next = waiting.findIndex((table) =>
      table.references.every(
        (reference) =>
          reference.table === table.name || !waiting.some(({ name }) => name === reference.table),
      ),
    );
    const [table] = waiting.splice(next, next < 0 ? 0 : 1);
    if (!table) {
      const names = waiting.map(({ name }) => name).join(', ');
      throw new Error(`These tables refer to each other in a circle and cannot be restored: ${names}`);
    }
    sorted.push(table);
  }
  return sorted;
}

/** Whether any of the tables has a row. */
export async function holdsRows(client: ClientBase, tables: readonly Table[]): Promise<boolean> {
  if (tables.length === 0) return false;
  const each = tables.map(({ name }) => `EXISTS (SELECT FROM ${quoted(name)})`);
  const shape = z.object({ holds: z.boolean() });
  const [found] = await readOn(client, shape, `SELECT ${each.join(' OR ')} AS holds`);
  return found?.holds === true;
}
