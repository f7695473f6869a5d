import { foldName } from '@koersvast/core/person';
import { type Command, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** The names of the free fields of all documents that have not been removed. */
export async function fieldNames(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx.rows(
    z.object({ name: z.string() }),
    sql`SELECT DISTINCT jsonb_object_keys(fields) AS name FROM document
        WHERE project_id = ${projectId}::uuid AND removed_at IS NULL`,
  );
  return rows.map(({ name }) => name).sort();
}

/**
 * Free fields under the names that the project has for them already: `Thema` and `thema` are one field and one column.
 * What the document itself calls them does not count, so that the only one that has a field can spell it anew.
 */
export async function asSpelled(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  documentId: string,
  fields: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  if (Object.keys(fields).length === 0) return fields;
  const rows = await tx.rows(
    z.object({ name: z.string() }),
    sql`SELECT field.name FROM document, jsonb_object_keys(document.fields) AS field (name)
        WHERE document.project_id = ${projectId}::uuid AND document.id <> ${documentId}::uuid
        GROUP BY field.name ORDER BY min(document.created_at) DESC, field.name DESC`,
  );
  const known = new Map(rows.map(({ name }) => [foldName(name), name]));
  const exact = new Set(rows.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      exact.has(name) ? name : (known.get(foldName(name)) ?? name),
      value,
    ]),
  );
}
