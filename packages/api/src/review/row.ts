import { type Command, dated, type Rows, type Told, wireFields } from '@koersvast/db';

/** Compare-and-swap: writes `patch` over a review, one version up, and records it. Throws `version_conflict`. */
export async function updateReview(
  command: Command,
  current: Rows['review'],
  patch: Partial<Rows['review']>,
  told: Told = {},
): Promise<Rows['review']> {
  const { tx, projectId } = command;
  const { id, version } = current;
  const written = await tx.review.updateManyAndReturn({
    where: { projectId, id, version },
    data: { ...dated(patch), version: { increment: 1 } },
    select: wireFields.review,
  });
  return command.edited('review', current, written, told);
}
