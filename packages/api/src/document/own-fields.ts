import { projectRow } from '@koersvast/contracts';
import { type DocumentField, fieldCalled, readFieldValue } from '@koersvast/core/document-field';
import { DomainError } from '@koersvast/core/error';
import { foldName } from '@koersvast/core/person';
import { type Command, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { keepFieldNames } from '../project/field-names.ts';

/** The names of the free fields of all documents that have not been removed. */
export async function fieldNames(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx.rows(
    z.object({ name: z.string() }),
    sql`SELECT DISTINCT jsonb_object_keys(fields) AS name FROM document
        WHERE project_id = ${projectId}::uuid AND removed_at IS NULL`,
  );
  return rows.map(({ name }) => name).sort();
}

/** The fields that a project defines, and how names are spelled in its documents beside those that are left out. */
export interface KnownFields {
  /** By their folded names. */
  readonly defined: ReadonlyMap<string, DocumentField>;
  /** How a name is spelled here. */
  spelled(name: string): string;
}

const known = z.object({ defined: projectRow.shape.documentFields, names: z.array(z.string()) });

/**
 * They keep their names until the transaction ends. What a document itself calls its fields does not count, so that the only one that has a field can spell it anew;
 * what the project calls a field goes before all.
 */
export async function knownFields(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  leftOut: readonly string[],
): Promise<KnownFields> {
  await keepFieldNames({ tx, projectId });
  const row = await tx.row(
    known,
    sql`SELECT project.document_fields AS defined, ARRAY(
          SELECT field.name FROM document, jsonb_object_keys(document.fields) AS field (name)
          WHERE document.project_id = project.id AND document.id <> ALL(${[...leftOut]}::uuid[])
          GROUP BY field.name ORDER BY min(document.created_at) DESC, field.name DESC) AS names
        FROM project WHERE project.id = ${projectId}::uuid`,
  );
  const { defined, names } = row ?? { defined: [], names: [] };
  const byFold = new Map(names.map((name) => [foldName(name), name]));
  const exact = new Set(names);
  const fields = new Map(defined.map((field) => [foldName(field.name), field]));
  return {
    defined: fields,
    spelled: (name) =>
      fieldCalled(defined, name)?.name ?? (exact.has(name) ? name : (byFold.get(foldName(name)) ?? name)),
  };
}

/**
 * Free fields under the names that the project has for them already, `Thema` and `thema` being one field and one
 * column, and with values as their kinds have them. What stood there before stays, whether or not it fits a kind that
 * the field got since.
 *
 * @throws DomainError `field_value_not_valid` for a new value that does not fit the kind of its field.
 */
export function fitted(
  { defined, spelled }: KnownFields,
  before: Readonly<Record<string, string>> | null,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const own = spelled(name);
      const field = defined.get(foldName(own));
      if (field === undefined || before?.[name] === value || before?.[own] === value) return [own, value];
      const read = readFieldValue(field, value, null);
      // A text that is added is not held up by one of its details, which is shown as what does not fit.
      if (read === null && before !== null)
        throw new DomainError('field_value_not_valid', { field: own, value: value.slice(0, 80) });
      return [own, read ?? value];
    }),
  );
}

/** The same for one document, whose fields these are; those of one that is added are null. */
export async function asDefined(
  command: Pick<Command, 'tx' | 'projectId'>,
  { id, fields }: { readonly id: string; readonly fields: Readonly<Record<string, string>> | null },
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  if (Object.keys(given).length === 0) return given;
  return fitted(await knownFields(command, [id]), fields, given);
}
