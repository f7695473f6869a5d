import type { Command } from './command.ts';
import { wireJson } from './row-columns.ts';
import { sql } from './sql.ts';
import { wireFields } from './stored.ts';

/**
 * Writes the codebook as it now stands as its next version and returns the number. Every command that
 * changes a tag calls it once, after the last tag. It holds the project until the end of the transaction.
 */
export async function writeCodebookVersion(command: Command): Promise<number> {
  const { tx, projectId } = command;
  const project = command.knows.project ?? (await command.lock('project', { id: projectId }));
  const version = project.codebookVersion + 1;
  const written = await tx.project.updateManyAndReturn({
    where: { id: projectId, version: project.version },
    data: { codebookVersion: version, version: { increment: 1 } },
    select: wireFields.project,
  });
  command.edited('project', project, written);
  delete command.knows.project;
  await tx.run(
    sql`INSERT INTO codebook_version (project_id, version, tags, created_at)
        SELECT ${projectId}::uuid, ${version},
          coalesce(jsonb_agg(${wireJson('tag')} ORDER BY tag.position, tag.id), '[]'), ${command.at}
        FROM tag WHERE tag.project_id = ${projectId}::uuid AND tag.archived_at IS NULL`,
  );
  return version;
}
