import { z } from 'zod';
import { type Noun, type Rows, rowSchemas } from './rows.ts';
import { identifier, isoOf, joinSql, type Sql, sql } from './sql.ts';

export type Kind = 'plain' | 'moment' | 'json';

/** How a field is stored, by what its schema takes. */
function kindOfSchema(schema: z.core.$ZodType): Kind {
  if (schema instanceof z.ZodNullable) return kindOfSchema(schema.unwrap());
  if (schema instanceof z.ZodISODateTime) return 'moment';
  const isJson =
    schema instanceof z.ZodObject || schema instanceof z.ZodArray || schema instanceof z.ZodRecord;
  return isJson ? 'json' : 'plain';
}

/** The fields of each wire row. The column of a field is its name in snake case. */
const columnsOf = Object.fromEntries(
  Object.entries(rowSchemas).map(([noun, { shape }]) => [
    noun,
    Object.fromEntries(Object.entries(shape).map(([field, schema]) => [field, kindOfSchema(schema)])),
  ]),
) as Record<Noun, Record<string, Kind>>;

/**
 * What the driver gives for a field: of text and numbers it is looked what they are, and not whether they are within
 * what a contract lets in, since that may have been another when they were stored.
 */
function columnShape(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodNullable) return columnShape(schema.unwrap()).nullable();
  if (schema instanceof z.ZodISODateTime) return z.date();
  if (schema instanceof z.ZodEnum || kindOfSchema(schema) === 'json') return schema as z.ZodType;
  const { type } = schema._zod.def;
  if (type === 'number') return z.number();
  if (type === 'boolean') return z.boolean();
  return z.string();
}

/** The shape of a row that `selectList` gives. */
export const selectedRow = Object.fromEntries(
  Object.entries(rowSchemas).map(([noun, { shape }]) => [
    noun,
    z.object(Object.fromEntries(Object.entries(shape).map(([field, each]) => [field, columnShape(each)]))),
  ]),
) as { readonly [N in Noun]: z.ZodObject<{ [Field in keyof Rows[N]]: z.ZodType }> };

/** What rows had not yet when changes were first told of them, and what the migration gave them, where that is not null. */
const addedLater: { readonly [N in Noun]?: Partial<Rows[N]> } = {
  project: { verdictKinds: [], documentFields: [] },
  document: { rendition: 1 },
  round: { documentIds: [], searching: true },
  tag: { meaningVersion: 0 },
  layer: { version: 1 },
};

/** What `completeRow` gives a row that has it not: null, wherever that may be. */
const later = Object.fromEntries(
  Object.entries(rowSchemas).map(([noun, { shape }]) => [
    noun,
    {
      ...Object.fromEntries(
        Object.entries(shape).flatMap(([field, each]) =>
          each instanceof z.ZodNullable ? [[field, null]] : [],
        ),
      ),
      ...addedLater[noun as Noun],
    },
  ]),
) as { readonly [N in Noun]: Partial<Rows[N]> };

/** A row as a change tells it, with what was added to its noun since the change was made. */
export function completeRow<N extends Noun>(noun: N, row: Rows[N] | null): Rows[N] | null {
  return row && { ...later[noun], ...row };
}

/** What `completeRow` gives a row that has it not. */
export function laterFields(noun: Noun): object {
  return later[noun];
}

/** The column of a field. */
export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How a field is stored; undefined for what the table holds beside the wire row. */
export function kindOf(noun: Noun, field: string): Kind | undefined {
  return columnsOf[noun][field];
}

export function fieldsOf(noun: Noun): string[] {
  return Object.keys(columnsOf[noun]);
}

/** The columns of a noun under the names of its fields, each behind its table's own name, without those of `leftOut`. */
export function selectList(noun: Noun, leftOut: readonly string[] = []): Sql {
  return joinSql(
    fieldsOf(noun).flatMap((field) =>
      leftOut.includes(field)
        ? []
        : [sql`${identifier(noun)}.${identifier(snake(field))} AS ${identifier(field)}`],
    ),
  );
}

/** The wire row as the database itself writes it in JSON, without the fields of `leftOut`. */
export function wireJson(noun: Noun, leftOut: readonly string[] = []): Sql {
  const fields = Object.entries(columnsOf[noun]).filter(([field]) => !leftOut.includes(field));
  return sql`jsonb_build_object(${joinSql(
    fields.flatMap(([field, kind]) => {
      const column = sql`${identifier(noun)}.${identifier(snake(field))}`;
      return [sql`${field}::text`, kind === 'moment' ? isoOf(column) : column];
    }),
  )})`;
}

/** From what the driver gives for `selectList` to the wire row. */
export function toWireRow<N extends Noun>(noun: N, row: Record<string, unknown>): Rows[N] {
  const wire: Record<string, unknown> = {};
  for (const field of fieldsOf(noun)) {
    const value = row[field];
    wire[field] = value instanceof Date ? value.toISOString() : value;
  }
  return wire as Rows[N];
}
