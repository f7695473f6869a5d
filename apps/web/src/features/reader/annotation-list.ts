import type { ShownAnnotation } from '@koersvast/core/pending';
import { compareSpans } from '@koersvast/core/text';

/** A shown annotation with the key under which the screen knows it. */
export interface ListedAnnotation {
  readonly key: string;
  readonly shown: ShownAnnotation;
}

/** What the address bar narrows the view to; undefined shows all. */
export interface ReaderFilter {
  readonly tag?: string | undefined;
  readonly coder?: string | undefined;
}

/** All annotations in text order; of two with one span the elder first. */
export function listInTextOrder(shown: ReadonlyMap<string, ShownAnnotation>): ListedAnnotation[] {
  return [...shown]
    .map(([key, each]) => ({ key, shown: each }))
    .sort(
      (one, other) =>
        compareSpans(one.shown.row, other.shown.row) || (one.shown.row.id < other.shown.row.id ? -1 : 1),
    );
}

export function passes({ row }: ShownAnnotation, { tag, coder }: ReaderFilter): boolean {
  return (tag === undefined || row.tagId === tag) && (coder === undefined || row.createdById === coder);
}

/** How many annotations each tag, or coder, has among those that pass. */
export function countBy(
  list: readonly ListedAnnotation[],
  of: 'tagId' | 'createdById',
  filter: ReaderFilter,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { shown } of list) {
    if (!passes(shown, filter)) continue;
    counts.set(shown.row[of], (counts.get(shown.row[of]) ?? 0) + 1);
  }
  return counts;
}
