import { type PackedRows, packRows, unpackRows } from '@koersvast/core/packed';
import type { Annotation, AnnotationsOfDocument } from './annotation.ts';

/** In place of `annotations`, which are then empty. */
export interface PackedAnnotations {
  /** Of all layers that have rows of their own, and what was changed since of those that a first pass shows. */
  readonly rows: PackedRows<Annotation>;
  /** Which of `rows`, by their places, came since their layer's first pass, as they are. */
  readonly since: readonly number[];
}

/** The answer of `annotation.list`, packed if that was asked for. */
export type ListedAnnotations = AnnotationsOfDocument & { readonly packed?: PackedAnnotations };

const keyOf = ({ layerId, id }: { readonly layerId: string; readonly id: string }) => `${layerId} ${id}`;

/** Packs annotations; `since` came after the first pass of their layer, as they are. */
export function packAnnotations(
  annotations: readonly Annotation[],
  since: readonly { readonly layerId: string; readonly id: string }[],
): PackedAnnotations {
  const later = new Set(since.map(keyOf));
  return {
    rows: packRows(annotations),
    since: annotations.flatMap((row, place) => (later.has(keyOf(row)) ? [place] : [])),
  };
}

/**
 * What stands in a document, as it was packed for the way: each first pass gets the rows that it shows, which stay as
 * they are from then on, whatever is changed in the layer.
 */
export function unpackAnnotations({ packed, ...data }: ListedAnnotations): AnnotationsOfDocument {
  if (packed === undefined) return data;
  const annotations = unpackRows(packed.rows);
  const since = new Set(packed.since);
  const shownIn = new Map(
    data.layers.flatMap(({ id, sourceLayerId }) =>
      sourceLayerId === null ? [] : [[sourceLayerId, id] as const],
    ),
  );
  const shown = annotations.flatMap((row, place): Annotation[] => {
    const layerId = shownIn.get(row.layerId);
    return layerId === undefined || since.has(place) ? [] : [{ ...row, layerId }];
  });
  return {
    ...data,
    annotations: shown.length === 0 ? annotations : [...annotations, ...shown].sort(inTextOrder),
  };
}

/** As the server sends what is not packed. */
function inTextOrder(one: Annotation, other: Annotation): number {
  return (
    one.start - other.start || other.end - one.end || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
  );
}
