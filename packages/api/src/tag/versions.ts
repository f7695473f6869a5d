import type { codebookVersion, codebookVersions } from '@koersvast/contracts';
import { tagAsSeen } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Access, completeTold, jsonFields, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** All versions of the codebook, the newest first, with who made each and by what. */
export async function listVersions(tx: Tx, projectId: string): Promise<z.infer<typeof codebookVersions>> {
  const versions = await tx.codebookVersion.findMany({
    where: { projectId },
    orderBy: { version: 'desc' },
    select: { version: true, createdAt: true },
  });
  const changes = await tx.change.findMany({
    where: { projectId, noun: 'project' },
    orderBy: { rev: 'asc' },
    select: { memberId: true, after: true, operation: { select: { kind: true } } },
  });
  const made = new Map<number, { readonly memberId: string; readonly kind: string }>();
  for (const { memberId, after, operation } of changes) {
    const version = completeTold('project', jsonFields.nullable().parse(after))?.codebookVersion;
    // What else was said of the project afterwards bears the same number.
    if (version !== undefined && !made.has(version)) made.set(version, { memberId, kind: operation.kind });
  }
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
