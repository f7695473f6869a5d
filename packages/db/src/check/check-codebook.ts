import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Noun, Rows } from '../rows.ts';
import { sql } from '../sql.ts';
import { completeTold, jsonFields } from '../told-row.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/** What the changes so far add up to. */
export type Sum = Map<string, Rows[Noun]>;

type Tag = Rows['tag'];

/** Of a change of the project that made a version of the codebook: whether that has the tags as they then were. */
export async function checkCodebook(
  tx: Statements,
  projectId: string,
  change: { readonly before: Rows[Noun] | null; readonly after: Rows[Noun] | null },
  sum: Sum,
  report: Report,
): Promise<void> {
  const version = versionOf(change.after);
  if (version === 0 || version === versionOf(change.before)) return;
  const stored = await tx.row(
    z.object({ tags: z.array(jsonFields).catch([]) }),
    sql`SELECT tags FROM codebook_version WHERE project_id = ${projectId}::uuid AND version = ${version}`,
  );
  const name = `Version ${version} of the codebook of project ${projectId}`;
  if (!stored) report('codebook', `${name} was made, and is not stored.`);
  else if (
    !isDeepStrictEqual(
      stored.tags.map((tag) => completeTold('tag', tag)),
      living(sum),
    )
  )
    report('codebook', `${name} is not what its tags were.`);
}

function versionOf(row: Rows[Noun] | null): number {
  return row !== null && 'codebookVersion' in row ? row.codebookVersion : 0;
}

function living(sum: Sum): Tag[] {
  const tags: Tag[] = [];
  for (const [key, row] of sum) if (key.startsWith('tag ')) tags.push(row as Tag);
  return tags
    .filter(({ archivedAt }) => archivedAt === null)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** Versions that no change made, and those that say another moment than theirs. */
export async function checkCodebookVersions(
  tx: Statements,
  projectId: string,
  report: Report,
): Promise<void> {
  const strays = await tx.rows(
    z.object({ version: z.number(), made: z.boolean() }),
    sql`SELECT codebook_version.version, change.rev IS NOT NULL AS made FROM codebook_version
        LEFT JOIN change ON change.project_id = codebook_version.project_id AND change.noun = 'project'
          AND (change.after ->> 'codebookVersion')::int = codebook_version.version
          AND (change.before ->> 'codebookVersion')::int IS DISTINCT FROM codebook_version.version
        WHERE codebook_version.project_id = ${projectId}::uuid
          AND (change.rev IS NULL OR change.at <> codebook_version.created_at)
        LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { version, made } of strays) {
    const name = `Version ${version} of the codebook of project ${projectId}`;
    report(
      'codebook',
      made
        ? `${name} says that it was made at another moment than its change.`
        : `${name} is stored, and no change made it.`,
    );
  }
}
