import type { codebookVersion, codebookVersions } from '@koersvast/contracts';
import { tagAsSeen } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Access, completeTold, jsonFields, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** All versions of the codebook, the newest first, with who made each and by what. */
export async function listVersions(tx: Tx, projectId: string): Promise<z.infer<typeof codebookVersions>> {
  const versions = await tx.codebookVersion.findMany({
    where: { projectId },
    orderBy: { version: 'desc' },
    select: { version: true, createdAt: true },
  });
  // Of a change of the project no more than this: it tells all that is said of the project, each time.
  const makers = await tx.rows(
    z.object({ version: z.number(), memberId: z.string(), kind: z.string() }),
    sql`SELECT DISTINCT ON (told.version) told.version, told.member_id AS "memberId", operation.kind
        FROM (SELECT *, (after ->> 'codebookVersion')::int AS version FROM "change"
          WHERE project_id = ${projectId}::uuid AND noun = 'project') AS told
          JOIN operation ON operation.project_id = told.project_id AND operation.user_id = told.user_id
            AND operation.op_id = told.op_id
        WHERE told.version IS NOT NULL
        ORDER BY told.version, told.rev`,
  );
  // What else was said of the project afterwards bears the same number.
  const made = new Map(makers.map((each) => [each.version, each]));
  return versions.map(({ version, createdAt }) => ({
    version,
    createdAt: createdAt.toISOString(),
    memberId: made.get(version)?.memberId ?? null,
    kind: made.get(version)?.kind ?? null,
  }));
}

/** The living tags as they were in one version, as far as a member may see them. Throws `not_found`. */
export async function readVersion(
  tx: Tx,
  { projectId, scope }: Access,
  version: number,
): Promise<z.infer<typeof codebookVersion>> {
  const row = await tx.codebookVersion.findUnique({
    where: { projectId_version: { projectId, version } },
    select: { createdAt: true, tags: true },
  });
  if (!row) throw new DomainError('not_found');
  const stored = z.array(jsonFields).parse(row.tags);
  const tags = stored.flatMap((tag) => completeTold('tag', tag) ?? []).map((tag) => tagAsSeen(scope, tag));
  return { version, createdAt: row.createdAt.toISOString(), tags };
}
