import type { acceptAlikeInput, GiveReviewInput, withdrawReviewInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import {
  checkReason,
  checkVerdictKind,
  compareCoders,
  finishedWork,
  isCurrentReview,
  verdictKey,
} from '@koersvast/core/review';
import { saidStream } from '@koersvast/core/scope';
import { anchorSpan } from '@koersvast/core/text';
import { type Command, dated, holdInLayers, type Rows, type Tx, toWireRows, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import { type Held, livingTag } from '../place/held.ts';
import { holdSaid, livingAnnotation, openRound, openWork, openWorkOf } from './open-work.ts';
import { updateReview } from './row.ts';

type Review = Rows['review'];

const nothingProposed = {
  proposedTagId: null,
  proposedStart: null,
  proposedEnd: null,
  proposedStartCp: null,
  proposedEndCp: null,
  proposedQuote: null,
};

function newReview(
  command: Command,
  annotation: Rows['annotation'],
  review: Pick<Review, 'id' | 'verdict'> & Partial<Review>,
): Review {
  return {
    layerId: annotation.layerId,
    documentId: annotation.documentId,
    annotationId: annotation.id,
    annotationVersion: annotation.version,
    restoredVersion: null,
    kind: null,
    reason: '',
    ...nothingProposed,
    response: null,
    respondedAt: null,
    responseReason: null,
    version: 1,
    createdById: command.memberId,
    createdAt: command.at.toISOString(),
    supersededAt: null,
    withdrawnAt: null,
    ...review,
  };
}

/**
 * Gives a verdict on the version of an annotation that the reviewer looked at, in the place of the verdict that
 * they saw. Nobody judges their own work. Throws `not_allowed`, `review_stale`, `reviewed_meanwhile`, and what
 * is wrong with the reason or the proposal.
 */
export async function giveReview(command: Command, input: GiveReviewInput): Promise<null> {
  const { verdict } = input;
  const tagId = verdict.kind === 'change' ? verdict.tagId : null;
  const { held, memberId, stream } = await openWork(command, input, input.layerId, {
    annotation: { id: input.annotationId },
    review: 'standing',
    tag: tagId === null ? undefined : { id: tagId },
    verdictKinds: verdict.kind !== 'accept',
  });
  if (memberId === command.memberId) throw new DomainError('not_allowed');
  const annotation = livingAnnotation(held, input.annotationVersion);
  const standing = held.review;
  if ((standing?.id ?? null) !== input.supersedes) throw new DomainError('reviewed_meanwhile');
  const said = await readVerdict(command, held, annotation, input);
  if (standing) {
    await updateReview(command, standing, { supersededAt: command.at.toISOString() }, { stream });
  }
  const stored = await command.tx.review.create({
    data: {
      ...dated(newReview(command, annotation, { id: input.id, ...said })),
      projectId: command.projectId,
    },
    select: wireFields.review,
  });
  command.created('review', stored, { stream });
  return null;
}

async function readVerdict(
  command: Command,
  held: Held,
  annotation: Rows['annotation'],
  { verdict, documentId }: GiveReviewInput,
): Promise<Pick<Review, 'verdict'> & Partial<Review>> {
  if (verdict.kind === 'accept') return { verdict: 'accept' };
  const { reasonKind: kind, reason } = verdict;
  checkReason(reason);
  checkVerdictKind(held.verdictKinds ?? [], kind);
  if (verdict.kind === 'reject') return { verdict: 'reject', kind, reason };
  const tagId = verdict.tagId === annotation.tagId ? null : verdict.tagId;
  const { start, end } = verdict.span ?? annotation;
  const span = start === annotation.start && end === annotation.end ? null : verdict.span;
  if (tagId === null && span === null) throw new DomainError('proposal_same');
  if (tagId !== null) livingTag(held);
  const anchored = span && anchorSpan(await command.frozenText(documentId), span);
  return {
    verdict: 'change',
    kind,
    reason,
    proposedTagId: tagId,
    proposedStart: anchored?.start ?? null,
    proposedEnd: anchored?.end ?? null,
    proposedStartCp: anchored?.startCp ?? null,
    proposedEndCp: anchored?.endCp ?? null,
    proposedQuote: anchored?.quote ?? null,
  };
}

/**
 * Accepts whatever all coders who have finished marked alike and nobody has judged yet, as one step; one's own
 * annotations are left to others.
 */
export async function acceptAlike(command: Command, input: z.infer<typeof acceptAlikeInput>): Promise<null> {
  const round = await openRound(command, input);
  const work = await readWork(command, { ...input, roundId: round.id });
  const coderOf = new Map(work.map(({ layerId, memberId }) => [layerId, memberId]));
  const { agreements } = compareCoders(work);
  const others = agreements.flat().filter(({ layerId }) => {
    const memberId = coderOf.get(layerId);
    return memberId !== undefined && memberId !== command.memberId;
  });
  const alike = await holdUnjudged(command, others);
  await command.createAll(
    'review',
    alike.map((annotation) => newReview(command, annotation, { id: command.newId(), verdict: 'accept' })),
    {},
    { stream: saidStream(round.id, input.documentId) },
  );
  return null;
}

/**
 * Holds those of these annotations that are as they were compared and have no verdict, in one statement. One that has
 * changed since is no longer known to be alike.
 */
async function holdUnjudged(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  compared: readonly Rows['annotation'][],
): Promise<Rows['annotation'][]> {
  const held = await holdInLayers(tx, 'annotation', projectId, compared);
  // Asked only now that nobody can judge them any more.
  const judged = await tx.review.findMany({
    where: {
      projectId,
      layerId: { in: [...new Set(compared.map(({ layerId }) => layerId))] },
      supersededAt: null,
      withdrawnAt: null,
    },
    select: { layerId: true, annotationId: true },
  });
  const versionOf = new Map(compared.map((row) => [verdictKey(row), row.version]));
  const taken = new Set(judged.map(({ layerId, annotationId }) => verdictKey({ layerId, id: annotationId })));
  return held.filter((row) => {
    const key = verdictKey(row);
    return row.deletedAt === null && versionOf.get(key) === row.version && !taken.has(key);
  });
}

/** The work of the coders who have finished a document in a round. */
export async function readWork(
  { tx, projectId }: { readonly tx: Tx; readonly projectId: string },
  { documentId, roundId }: { readonly documentId: string; readonly roundId: string },
) {
  const place = { projectId, documentId, roundId };
  const layers = toWireRows('layer', await tx.layer.findMany({ where: place, select: wireFields.layer }));
  const assignments = toWireRows(
    'assignment',
    await tx.assignment.findMany({ where: place, select: wireFields.assignment }),
  );
  const layerIds = layers.map(({ id }) => id);
  const annotations = toWireRows(
    'annotation',
    await tx.annotation.findMany({
      where: { projectId, documentId, deletedAt: null, layerId: { in: layerIds } },
      select: wireFields.annotation,
    }),
  );
  return finishedWork(roundId, { layers, assignments, annotations });
}

/** Takes a verdict of one's own back; an owner takes back any. The one before it does not stand again. */
export async function withdrawReview(
  command: Command,
  input: z.infer<typeof withdrawReviewInput>,
): Promise<null> {
  const held = await holdSaid(command, input, { review: { id: input.reviewId }, layer: 'of-said' });
  const { review } = held;
  if (review?.documentId !== input.documentId) throw new DomainError('not_found');
  const { stream } = openWorkOf(held, input);
  if (review.createdById !== command.memberId && command.role !== 'owner')
    throw new DomainError('not_allowed');
  if (!isCurrentReview(review) || review.version !== input.version)
    throw new DomainError('reviewed_meanwhile');
  await updateReview(
    command,
    review,
    { withdrawnAt: command.at.toISOString() },
    { stream, action: 'remove' },
  );
  return null;
}
