/** A reading as it travels: a coder's word that nothing applies in a block. */
export interface ReadingRow {
  readonly id: string;
  readonly layerId: string;
  readonly documentId: string;
  /** Counts all blocks of the document from 1. */
  readonly block: number;
  readonly version: number;
  readonly createdById: string;
  readonly madeAt: string;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

/** What can be told apart by its version. */
interface Versioned {
  readonly version: number;
}

/** The newer of what is known and what arrives, so that the same news twice, or late, changes nothing. */
export function newer<Row extends Versioned>(known: Row | undefined, arriving: Row): Row {
  return known !== undefined && known.version >= arriving.version ? known : arriving;
}

/**
 * A list with one row put in its place, or added at the end. The same list comes back when the row is not
 * newer than what the list has under its key.
 */
export function putNewer<Row extends Versioned>(
  rows: readonly Row[],
  arriving: Row,
  keyOf: (row: Row) => string,
): readonly Row[] {
  const key = keyOf(arriving);
  const at = rows.findIndex((row) => keyOf(row) === key);
  const known = rows[at];
  if (known === undefined) return [...rows, arriving];
  return newer(known, arriving) === known ? rows : rows.with(at, arriving);
}
