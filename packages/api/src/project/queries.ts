import type { ProjectDetail, ProjectSummary } from '@koersvast/contracts';
import { abilitiesOf, roles } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { encodeCursor } from '@koersvast/core/scope';
import {
  type Access,
  type Database,
  loadAccess,
  outsideTransaction,
  readCursor,
  readRows,
  selectedRow,
  selectList,
  snapshot,
  sql,
  type Tx,
  toWireRow,
} from '@koersvast/db';
import { z } from 'zod';
import { readMembers } from '../member/queries.ts';
import { readSeenTags } from '../tag/queries.ts';

/** The projects that a person is a member of, the newest first, archived ones last. */
export async function listProjects(db: Database, personId: string): Promise<ProjectSummary[]> {
  const rows = await outsideTransaction(db).rows(
    selectedRow.project.extend({ role: z.enum(roles), documents: z.number(), members: z.number() }),
    sql`SELECT ${selectList('project')}, member.role,
          (SELECT count(*)::int FROM document WHERE document.project_id = project.id AND document.removed_at IS NULL)
            AS documents,
          (SELECT count(*)::int FROM member AS other WHERE other.project_id = project.id AND other.removed_at IS NULL)
            AS members
        FROM member JOIN project ON project.id = member.project_id
        WHERE member.user_id = ${personId}::uuid AND member.removed_at IS NULL AND project.deleted_at IS NULL
        ORDER BY project.archived_at IS NOT NULL, project.created_at DESC, project.id`,
  );
  return rows.map((row) => ({
    project: toWireRow('project', row),
    role: row.role,
    documents: row.documents,
    members: row.members,
  }));
}

/** Whether what counts as independent was reckoned anew, and a member has not been told. */
async function isRecountNews(tx: Tx, { projectId, memberId }: Access): Promise<boolean> {
  const news = await tx.row(
    sql`SELECT 1 FROM project JOIN member ON member.project_id = project.id
        WHERE project.id = ${projectId}::uuid AND member.project_id = ${projectId}::uuid AND member.id = ${memberId}::uuid
          AND project.recounted_at > coalesce(member.recount_seen_at, member.created_at)`,
  );
  return news !== undefined;
}

/** Notes that a member was told. Their own business, so no operation. */
export async function noteRecountSeen(tx: Tx, { projectId, memberId }: Access, at: Date): Promise<void> {
  await tx.run(
    sql`UPDATE member SET recount_seen_at = ${at} WHERE project_id = ${projectId}::uuid AND id = ${memberId}::uuid`,
  );
}

/** All that the frame of a project needs, of one moment. Throws `not_found`. */
export function getProject(
  db: Database,
  who: { readonly projectId: string; readonly personId: string },
): Promise<ProjectDetail> {
  return snapshot(db, async (tx) => {
    const access = await loadAccess(tx, who);
    if (!access) throw new DomainError('not_found');
    const { projectId } = who;
    const [project] = await readRows(tx, 'project', sql`WHERE id = ${projectId}::uuid`);
    const members = await readMembers(tx, projectId, access.role);
    const me = members.find((member) => member.id === access.memberId);
    if (!project || !me) throw new DomainError('not_found');
    return {
      project,
      me,
      abilities: abilitiesOf(access.role),
      members,
      rounds: await readRows(
        tx,
        'round',
        sql`WHERE project_id = ${projectId}::uuid AND removed_at IS NULL ORDER BY number`,
      ),
      tags: await readSeenTags(tx, access),
      blindDocumentIds: [...access.scope.blindDocuments],
      recounted: access.role === 'owner' && (await isRecountNews(tx, access)),
      cursor: encodeCursor(await readCursor(tx, access.scope)),
    };
  });
}
