import type { Command } from './command.ts';
import { readRows } from './row-store.ts';
import { sql } from './sql.ts';
import { wireFields } from './stored.ts';

/**
 * Writes the codebook as it now stands as its next version and returns the number. Every command that
 * changes a tag calls it once, after the last tag. It holds the project until the end of the transaction.
 */
export async function writeCodebookVersion(command: Command): Promise<number> {
  const { tx, projectId } = command;
  const project = await command.lock('project', { id: projectId });
  const tags = await readRows(
    tx,
    'tag',
    sql`WHERE project_id = ${projectId}::uuid AND archived_at IS NULL ORDER BY position, id`,
  );
  const version = project.codebookVersion + 1;
  const written = await tx.project.updateManyAndReturn({
    where: { id: projectId, version: project.version },
    data: { codebookVersion: version, version: { increment: 1 } },
    select: wireFields.project,
  });
  command.edited('project', project, written);
  await tx.run(
    sql`INSERT INTO codebook_version (project_id, version, tags, created_at)
        VALUES (${projectId}::uuid, ${version}, ${JSON.stringify(tags)}::jsonb, ${command.at})`,
  );
  return version;
}
