/** One field of many rows: what all have, or which of some values each has, or what each has. */
type PackedField<Value> =
  | { readonly all: Value }
  | { readonly values: readonly Value[]; readonly at: readonly number[] }
  | { readonly each: readonly Value[] };

/** Rows with the same fields, each field by itself: what repeats is said once. */
export interface PackedRows<Row> {
  readonly count: number;
  readonly fields: { readonly [Field in keyof Row]?: PackedField<Row[Field]> };
}

/** A field with more values than this is written out: to look them up would cost more than it saves. */
const FEW = 200;

/** Packs rows that all have the fields of the first, in their order. Values are compared as they are. */
export function packRows<Row extends object>(rows: readonly Row[]): PackedRows<Row> {
  const fields: { [Field in keyof Row]?: PackedField<Row[Field]> } = {};
  const [first] = rows;
  if (first !== undefined)
    for (const field of Object.keys(first) as (keyof Row)[]) fields[field] = packField(rows, field);
  return { count: rows.length, fields };
}

function packField<Row, Field extends keyof Row>(
  rows: readonly Row[],
  field: Field,
): PackedField<Row[Field]> {
  const places = new Map<Row[Field], number>();
  const at: number[] = [];
  for (const row of rows) {
    const value = row[field];
    const place = places.get(value) ?? places.size;
    if (place === FEW) return { each: rows.map((every) => every[field]) };
    places.set(value, place);
    at.push(place);
  }
  const values = [...places.keys()];
  const [only] = values;
  if (values.length === 1) return { all: only as Row[Field] };
  // Where each has its own, they are said as they are.
  return values.length * 2 > rows.length ? { each: rows.map((row) => row[field]) } : { values, at };
}

/** The rows again, with the same fields in the same order. */
export function unpackRows<Row extends object>({ count, fields }: PackedRows<Row>): Row[] {
  const readers = Object.entries<PackedField<unknown> | undefined>(fields).map(
    ([field, packed]) => [field, readerOf(packed)] as const,
  );
  return Array.from({ length: count }, (_, place) => {
    const row: Record<string, unknown> = {};
    for (const [field, read] of readers) row[field] = read(place);
    return row as Row;
  });
}

function readerOf(packed: PackedField<unknown> | undefined): (place: number) => unknown {
  if (packed === undefined) return () => undefined;
  if ('all' in packed) return () => packed.all;
  if ('each' in packed) return (place) => packed.each[place];
  return (place) => packed.values[packed.at[place] ?? 0];
}
