import { nouns } from '@koersvast/core/noun';
import type { Prisma } from './generated/client.ts';
import { fieldsOf, kindOf } from './row-columns.ts';
import { type Noun, type Rows, rowSchemas } from './rows.ts';

/** A field as a model gives it: a moment as Date, what is stored as JSON as whatever JSON it is. */
type StoredField<Field> = Field extends string
  ? Field | Date
  : Field extends number | boolean | null
    ? Field
    : Prisma.JsonValue;

/** A row as its model gives it. */
export type Stored<N extends Noun> = { [Field in keyof Rows[N]]: StoredField<Rows[N][Field]> };

/** For each noun the `select` with which its model gives what goes over the wire, and nothing else. */
export const wireFields = Object.fromEntries(
  nouns.map((noun) => [noun, Object.fromEntries(fieldsOf(noun).map((field) => [field, true]))]),
) as { readonly [N in Noun]: Record<keyof Rows[N], true> };

/** A row of a model as it goes over the wire. Of what is stored as JSON it is looked whether it is what it should be. */
export function toWire<N extends Noun>(noun: N, stored: Stored<N>): Rows[N] {
  const { shape } = rowSchemas[noun];
  const fields: Record<string, unknown> = stored;
  const wire = Object.fromEntries(
    fieldsOf(noun).map((field) => {
      const value = fields[field];
      if (kindOf(noun, field) === 'json') shape[field as keyof typeof shape]?.parse(value);
      return [field, value instanceof Date ? value.toISOString() : value];
    }),
  );
  return wire as Rows[N];
}

/** The same of several. */
export function toWireRows<N extends Noun>(noun: N, stored: readonly Stored<N>[]): Rows[N][] {
  return stored.map((row) => toWire(noun, row));
}

/** The same fields with their moments as dates. */
type Dated<Fields> = {
  [Field in keyof Fields]: Field extends `${string}At`
    ? Fields[Field] extends infer Value
      ? Value extends string
        ? Date
        : Value
      : never
    : Fields[Field];
};

/**
 * Fields of wire rows as a model is to be given them. It would take a moment as text as well, and then make a plan of
 * its own for each: what is no parameter of a plan is a part of it.
 */
export function dated<Fields extends object>(fields: Fields): Dated<Fields> {
  const entries = Object.entries(fields).map(([field, value]) => {
    return [field, field.endsWith('At') && typeof value === 'string' ? new Date(value) : value];
  });
  return Object.fromEntries(entries) as Dated<Fields>;
}
