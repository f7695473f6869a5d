import { randomUUIDv7 } from 'node:crypto';
import { auditStream } from '@koersvast/core/scope';
import { type Database, dated, type Rows, runCommand, wireFields } from '@koersvast/db';

/** What somebody takes out of a project. */
export type Taken = Pick<Rows['export'], 'documentId' | 'file' | 'layer' | 'preset'> & {
  readonly projectId: string;
  readonly personId: string;
};

/**
 * Writes down that somebody takes data out of a project, where owners look back, before the first byte leaves. A
 * download has no name of its own that a repeat could give again: each is one. Throws `not_found`.
 */
export async function recordExport(db: Database, { projectId, personId, ...taken }: Taken): Promise<void> {
  const now = new Date();
  const id = randomUUIDv7();
  await runCommand(
    db,
    {
      personId,
      projectId,
      opId: randomUUIDv7(),
      kind: 'export.create',
      payload: taken,
      now,
      ability: 'project.read',
      whenArchived: 'allow',
    },
    async (command) => {
      const row = { id, ...taken, createdById: command.memberId, createdAt: now.toISOString() };
      const stored = await command.tx.export.create({
        data: { ...dated(row), projectId },
        select: wireFields.export,
      });
      command.created('export', stored, { stream: auditStream });
      return null;
    },
  );
}
