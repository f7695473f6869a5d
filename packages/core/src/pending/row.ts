/** What an annotation says: everything of it that a person can change. */
export interface AnnotationContent {
  readonly tagId: string;
  /** UTF-16 code units, half-open. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly memo: string | null;
  /** 1 to 3, or null when nothing was said. */
  readonly certainty: number | null;
}

/** An annotation as it travels: in lists, acknowledgements and live events. */
export interface AnnotationRow extends AnnotationContent {
  /** Shared by its copies in other layers: the row is named by layer and id together. */
  readonly id: string;
  readonly layerId: string;
  readonly documentId: string;
  readonly startCp: number;
  readonly endCp: number;
  /** Counts from 1, one up at each change. */
  readonly version: number;
  readonly codebookVersion: number;
  readonly createdById: string;
  readonly madeAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Not null in the trace of an annotation that was removed. */
  readonly deletedAt: string | null;
}

/** One change at a time, so that undo takes one step back. */
export type AnnotationEdit =
  | { readonly tagId: string }
  | { readonly start: number; readonly end: number; readonly quote: string }
  | { readonly memo: string | null }
  | { readonly certainty: number | null }
  /** That it still holds under the present codebook. */
  | { readonly confirmed: true };

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

/** Names a row among the layers of a document. */
export function annotationKey(row: { readonly layerId: string; readonly id: string }): string {
  return `${row.layerId}/${row.id}`;
}

/** The part of a row that a person can change. */
export function contentOf(row: AnnotationContent): AnnotationContent {
  const { tagId, start, end, quote, memo, certainty } = row;
  return { tagId, start, end, quote, memo, certainty };
}
