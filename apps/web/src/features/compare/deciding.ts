import type { Annotation } from '@koersvast/contracts';
import type { Draft } from './compare-text.tsx';
import { type Comparison, type Difference, keyOf } from './comparison.ts';

/** What is about to be said of one coder's annotation, answered to a verdict, or decided for the final version. */
export type Act = 'reject' | 'change' | 'keep' | 'take' | 'merge' | 'edit' | 'add' | 'drop';

export interface Intent {
  readonly act: Act;
  /** What it is about, for keeping what was typed: an annotation or a difference. */
  readonly about: string;
  /** The annotation that is judged or taken, or all that the decision is about. */
  readonly sources: readonly Annotation[];
  /** The tag and the boundaries that are proposed or decided, where the person chooses them. */
  readonly draft: Draft | null;
}

/** A verdict says something to a coder; everything else decides. */
export function isVerdict(act: Act): act is 'reject' | 'change' {
  return act === 'reject' || act === 'change';
}

/** Taking a version as it is explains itself. */
export function needsReason(act: Act): boolean {
  return act !== 'take';
}

/** A reviewer and who decides name the kind of reason; a coder who disagrees has words enough. */
export function hasKind(act: Act): boolean {
  return act !== 'keep';
}

/** A coder has to know what kind of mistake it was; for a decision the kind is a help to whoever counts. */
export function needsKind(act: Act): boolean {
  return isVerdict(act);
}

export function draftOf({ tagId, start, end }: Draft): Draft {
  return { tagId, start, end };
}

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
