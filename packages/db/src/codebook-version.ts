import type { Command } from './command.ts';
import { toWireRows, wireFields } from './stored.ts';

/**
 * Writes the codebook as it now stands as its next version and returns the number. Every command that
 * changes a tag calls it once, after the last tag. It holds the project until the end of the transaction.
 */
export async function writeCodebookVersion(command: Command): Promise<number> {
  const { tx, projectId } = command;
  const project = await command.lock('project', { id: projectId });
  const stored = await tx.tag.findMany({
    where: { projectId, archivedAt: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: wireFields.tag,
  });
  const tags = toWireRows('tag', stored);
  const version = project.codebookVersion + 1;
  const written = await tx.project.updateManyAndReturn({
    where: { id: projectId, version: project.version },
    data: { codebookVersion: version, version: { increment: 1 } },
    select: wireFields.project,
  });
  command.edited('project', project, written);
  await tx.codebookVersion.create({
    data: { projectId, version, tags, createdAt: command.at },
    select: { version: true },
  });
  return version;
}
