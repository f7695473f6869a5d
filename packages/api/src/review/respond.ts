import type { respondToReviewInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { isCurrentReview, judgedVersion, reasonOfResponse } from '@koersvast/core/review';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { updateAnnotation } from '../annotation/row.ts';
import { deskOver } from '../assignment/own-assignment.ts';
import { ownLayer } from '../assignment/own-layer.ts';
import { type Held, livingTag } from '../place/held.ts';
import { removeReadingsUnder } from '../reading/under.ts';
import { holdSaid, livingAnnotation, openWorkOf } from './open-work.ts';
import { updateReview } from './row.ts';

/**
 * What a coder makes of a verdict on their own work. `adopted` does as it says, in the same operation: another
 * tag, other boundaries, or away with what was rejected; what was declared done stays done, since this answers
 * its review. `learned` notes that it was read and changes nothing; `kept` says why it stays as it is.
 * Throws `not_allowed` for whoever's work it is not, `nothing_to_adopt`, `review_stale`, `reviewed_meanwhile`,
 * `reason_missing`.
 */
export async function respondToReview(
  command: Command,
  input: z.infer<typeof respondToReviewInput>,
): Promise<null> {
  const adopts = input.response === 'adopted';
  const held = await holdSaid(command, input, {
    review: { id: input.reviewId },
    layer: 'of-said',
    ...(adopts && { holdsLayer: true, annotation: 'of-review', tag: 'proposed', sight: true }),
  });
  const { review } = held;
  if (review?.documentId !== input.documentId) throw new DomainError('not_found');
  const { memberId, stream } = openWorkOf(held, input);
  if (memberId !== command.memberId) throw new DomainError('not_allowed');
  if (!isCurrentReview(review) || review.version !== input.version) {
    throw new DomainError('reviewed_meanwhile');
  }
  const responseReason = reasonOfResponse(review.verdict, input);
  if (adopts) await adopt(command, held, input, review);
  else if (review.response === 'adopted') throw new DomainError('reviewed_meanwhile');
  const respondedAt = command.at.toISOString();
  const answer = { response: input.response, respondedAt, responseReason };
  await updateReview(command, review, answer, { stream });
  return null;
}

async function adopt(
  command: Command,
  held: Held,
  input: z.infer<typeof respondToReviewInput>,
  review: Rows['review'],
): Promise<void> {
  if (review.verdict === 'accept' || review.response === 'adopted') throw new DomainError('nothing_to_adopt');
  const place = { documentId: input.documentId, roundId: input.roundId };
  const desk = await deskOver(command, place, held);
  const layer = await ownLayer(command, desk, place);
  const annotation = livingAnnotation(held, judgedVersion(review));
  const updatedAt = command.at.toISOString();
  const { stream } = desk;
  if (review.verdict === 'reject') {
    await updateAnnotation(
      command,
      annotation,
      { deletedAt: updatedAt, updatedAt },
      { stream, action: 'remove', beside: desk.sight },
    );
    return;
  }
  const after = await updateAnnotation(
    command,
    annotation,
    { ...proposalOf(held, review), updatedAt },
    { stream, beside: desk.sight },
  );
  await removeReadingsUnder(command, layer, after, stream);
}

function proposalOf(held: Held, review: Rows['review']): Partial<Rows['annotation']> {
  const { proposedTagId, proposedStart, proposedEnd, proposedStartCp, proposedEndCp, proposedQuote } = review;
  const patch: Partial<Rows['annotation']> = {};
  if (proposedTagId !== null) {
    patch.tagId = proposedTagId;
    patch.codebookVersion = livingTag(held);
  }
  if (proposedStart !== null && proposedEnd !== null) {
    Object.assign(patch, {
      start: proposedStart,
      end: proposedEnd,
      startCp: proposedStartCp,
      endCp: proposedEndCp,
      quote: proposedQuote,
    });
  }
  return patch;
}
