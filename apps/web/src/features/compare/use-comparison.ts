import type { AnnotationsOfDocument, ProjectDetail, Round } from '@koersvast/contracts';
import { finishedWork, firstPassWork, isSameWork } from '@koersvast/core/review';
import { useMemo } from 'react';
import { keyOf } from '../../parts/review/said.ts';
import { type Comparison, judgingOf, type Pass, settlingOf, workOf } from './comparison.ts';

/**
 * Everything that the screen shows of a document in a round. Each part is computed anew only when its own rows
 * change, so that a verdict, of which there are thousands, redraws neither the lanes nor the list.
 */
export function useComparison(
  data: AnnotationsOfDocument,
  project: ProjectDetail,
  round: Round,
  pass: Pass,
): Comparison {
  const { layers, assignments, annotations, decisions, reviews } = data;
  const { members } = project;
  const memberId = project.me.id;
  const work = useMemo(
    () => workOf({ layers, assignments, annotations }, members, round.id, pass),
    [layers, assignments, annotations, members, round.id, pass],
  );
  const final = layers.find((layer) => layer.roundId === round.id && layer.kind === 'final') ?? null;
  const unfinished = useMemo(() => {
    const finished = new Set(work.coders.map((coder) => coder.memberId));
    return layers.flatMap(({ roundId, kind, memberId: coderId }) =>
      roundId === round.id && kind === 'current' && coderId !== null && !finished.has(coderId)
        ? [coderId]
        : [],
    );
  }, [work, layers, round.id]);
  const living = useMemo(() => annotations.filter((row) => row.deletedAt === null), [annotations]);
  const byKey = useMemo(() => new Map(living.map((row) => [keyOf(row), row])), [living]);
  const finalAnnotations = useMemo(
    () => living.filter((row) => row.layerId === final?.id),
    [living, final?.id],
  );
  const judging = useMemo(() => judgingOf(work, reviews, memberId), [work, reviews, memberId]);
  // By its words, so that a verdict that nobody disagrees with draws no list anew.
  const disagreed = judging.disagreed.join(' ');
  // A first pass is as it was before anything was decided.
  const settled = pass === 'first' ? null : final;
  const settling = useMemo(
    () => settlingOf(work, { final: settled, finalAnnotations, decisions }, new Set(disagreed.split(' '))),
    [work, settled, finalAnnotations, decisions, disagreed],
  );
  const { coders } = work;
  return useMemo(
    () => ({ coders, unfinished, final, finalAnnotations, annotations: byKey, ...settling, ...judging }),
    [coders, unfinished, final, finalAnnotations, byKey, settling, judging],
  );
}

/** Whether a round has a first pass of a document, and whether the work is still as it was then. */
export function useFirstPass(
  { layers, assignments, annotations }: AnnotationsOfDocument,
  roundId: string,
): { readonly has: boolean; readonly same: boolean } {
  return useMemo(() => {
    const first = firstPassWork(roundId, { layers, annotations });
    return {
      has: first.length > 0,
      same: isSameWork(first, finishedWork(roundId, { layers, assignments, annotations })),
    };
  }, [layers, assignments, annotations, roundId]);
}
