import { DomainError } from '@koersvast/core/error';
import { type Command, sql } from '@koersvast/db';
import { z } from 'zod';

/**
 * The version of the codebook in which a tag is chosen. Throws `not_found` and `tag_archived`. The tag is held against
 * a merge alone, which would miss what is coded with it meanwhile: other commands on the codebook hold the project
 * first, so each would wait for the other; and coding with a tag in the moment in which it is archived loses nothing.
 */
export async function checkLivingTag({ tx, projectId }: Command, tagId: string): Promise<number> {
  const tag = await tx.row(
    z.object({ archived: z.boolean(), codebookVersion: z.number() }),
    sql`SELECT tag.archived_at IS NOT NULL AS archived, project.codebook_version AS "codebookVersion"
        FROM tag JOIN project ON project.id = tag.project_id
        WHERE tag.id = ${tagId}::uuid AND tag.project_id = ${projectId}::uuid
        FOR KEY SHARE OF tag`,
  );
  if (!tag) throw new DomainError('not_found');
  if (tag.archived) throw new DomainError('tag_archived');
  return tag.codebookVersion;
}
