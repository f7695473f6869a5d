import type { Annotation } from '@koersvast/contracts';
import type { Draft } from '../../parts/review/intent.ts';
import { keyOf } from '../../parts/review/said.ts';
import type { Comparison, Difference } from './comparison.ts';

/** Everything that the coders have in a difference. */
export function rowsOf({ versions }: Difference): readonly Annotation[] {
  return versions.flatMap(({ annotations }) => annotations);
}

/** The tag that most of them have, the first of several; from the first start to the last end. */
export function mergedOf(rows: readonly Annotation[]): Draft | null {
  const [first] = rows;
  if (first === undefined) return null;
  const counts = new Map<string, number>();
  for (const { tagId } of rows) counts.set(tagId, (counts.get(tagId) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return {
    tagId: [...counts].find(([, count]) => count === most)?.[0] ?? first.tagId,
    start: Math.min(...rows.map(({ start }) => start)),
    end: Math.max(...rows.map(({ end }) => end)),
  };
}

/** The first annotation of a difference that one may judge and nobody has, else its first. Nobody judges their own. */
export function firstToJudge(
  difference: Difference,
  { verdicts }: Comparison,
  myId: string,
): Annotation | null {
  const rows = rowsOf(difference);
  return (
    rows.find((row) => row.createdById !== myId && !verdicts.has(keyOf(row))) ??
    rows.find((row) => row.createdById !== myId) ??
    rows[0] ??
    null
  );
}

/** The next difference that is left, after this one and then from the first on; null when none is. */
export function nextLeft(
  list: readonly Difference[],
  currentId: string | null,
  isLeft: (difference: Difference) => boolean,
): Difference | null {
  const at = list.findIndex(({ id }) => id === currentId);
  const turned = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  return turned.find(isLeft) ?? null;
}
