import type { Annotation, ProjectDetail, Reply, Review } from '@koersvast/contracts';
import type { AnnotationRow } from '@koersvast/core/annotation';
import type { PlaceInProject } from '@koersvast/core/place';
import { isCurrentReview } from '@koersvast/core/review';
import { isOpenForReview } from '@koersvast/core/round';
import { useQuery } from '@tanstack/react-query';
import { annotationsQuery } from '../../data/live/take-up.ts';
import { keyOf, repliesOf } from './said.ts';

/** What was said of one annotation. */
export interface SaidOf {
  /** Null where nothing can be said: in a round that is still coded blind, or of what is no coder's present work. */
  readonly place: PlaceInProject | null;
  /** The row as the server has it: a verdict is on its version. */
  readonly annotation: Annotation | null;
  readonly review: Review | null;
  /** Superseded ones and those that were taken back, the last first. */
  readonly earlier: readonly Review[];
  readonly replies: readonly Reply[];
}

const nothing: SaidOf = { place: null, annotation: null, review: null, earlier: [], replies: [] };

export function useSaidOf(
  project: ProjectDetail,
  row: Pick<AnnotationRow, 'id' | 'layerId' | 'documentId'>,
): SaidOf {
  const projectId = project.project.id;
  const { documentId } = row;
  const { data } = useQuery(annotationsQuery({ projectId, documentId }));
  const layer = data?.layers.find(({ id }) => id === row.layerId);
  const round = project.rounds.find(({ id }) => id === layer?.roundId);
  if (data === undefined || layer?.kind !== 'current' || round === undefined || !isOpenForReview(round))
    return nothing;
  const reviews = data.reviews.filter(
    (each) => keyOf({ layerId: each.layerId, id: each.annotationId }) === keyOf(row),
  );
  return {
    place: { projectId, documentId, roundId: round.id },
    annotation: data.annotations.find((each) => keyOf(each) === keyOf(row)) ?? null,
    review: reviews.find(isCurrentReview) ?? null,
    earlier: reviews
      .filter((each) => !isCurrentReview(each))
      .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1)),
    replies: repliesOf(data.replies, row),
  };
}
