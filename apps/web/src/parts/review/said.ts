import type { Annotation, Reply, Review } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { reviewStatus } from '@koersvast/core/review';

/** Names an annotation where several layers have a copy of it. */
export const keyOf = ({ layerId, id }: { readonly layerId: string; readonly id: string }): string =>
  annotationKey({ layerId, id });

/** Whether a verdict is about another version than the one that stands there now. */
export function isStale(review: Review, annotation: Pick<Annotation, 'version'>): boolean {
  return reviewStatus(annotation, review) === 'stale';
}

/** What is said in the thread of an annotation, oldest first. */
export function repliesOf(replies: readonly Reply[], row: Pick<Annotation, 'id' | 'layerId'>): Reply[] {
  return replies.filter(
    (reply) =>
      reply.deletedAt === null && keyOf({ layerId: reply.layerId, id: reply.annotationId }) === keyOf(row),
  );
}
