import { DomainError } from '@koersvast/core/error';
import { type Command, holdRows } from '@koersvast/db';

/**
 * The version of the codebook in which a tag is chosen. Throws `not_found` and `tag_archived`. The tag is held against
 * a merge alone, which would miss what is coded with it meanwhile: other commands on the codebook hold the project
 * first, so each would wait for the other; and coding with a tag in the moment in which it is archived loses nothing.
 */
export async function checkLivingTag({ tx, projectId }: Command, tagId: string): Promise<number> {
  const [tag] = await holdRows(tx, 'tag', { projectId, id: tagId }, 'there');
  if (!tag) throw new DomainError('not_found');
  if (tag.archivedAt !== null) throw new DomainError('tag_archived');
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { codebookVersion: true },
  });
  return project.codebookVersion;
}
