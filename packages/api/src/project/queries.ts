import type { ProjectDetail, ProjectSummary } from '@koersvast/contracts';
import { abilitiesOf } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { encodeCursor } from '@koersvast/core/scope';
import {
  type Access,
  type Database,
  loadAccess,
  readCursor,
  snapshot,
  type Tx,
  toWire,
  wireFields,
} from '@koersvast/db';
import { readMembers } from '../member/queries.ts';
import { readRounds } from '../place/rounds.ts';
import { readSeenTags } from '../tag/queries.ts';

/** The projects that a person is a member of, the newest first, archived ones last. */
export async function listProjects(db: Database, personId: string): Promise<ProjectSummary[]> {
  const listed = await snapshot(db, async (tx) => {
    const rows = await tx.member.findMany({
      where: { userId: personId, removedAt: null, project: { deletedAt: null } },
      orderBy: [{ project: { createdAt: 'desc' } }, { projectId: 'asc' }],
      select: { role: true, project: { select: wireFields.project } },
    });
    const counted = await countIn(
      tx,
      rows.map(({ project }) => project.id),
    );
    return rows.map(({ role, project }) => ({
      project: toWire('project', project),
      role,
      ...counted(project.id),
    }));
  });
  return listed.sort((one, other) => {
    return Number(one.project.archivedAt !== null) - Number(other.project.archivedAt !== null);
  });
}

/** What stands in these projects and was not taken away. A count beside each row would be one of all that there is. */
async function countIn(tx: Tx, projectIds: readonly string[]) {
  const within = { projectId: { in: [...projectIds] }, removedAt: null };
  const documents = await tx.document.groupBy({
    by: ['projectId'],
    where: { ...within, replacedById: null },
    _count: { id: true },
  });
  const members = await tx.member.groupBy({ by: ['projectId'], where: within, _count: { id: true } });
  const of = (counts: typeof documents, projectId: string) =>
    counts.find((count) => count.projectId === projectId)?._count.id ?? 0;
  return (projectId: string) => ({ documents: of(documents, projectId), members: of(members, projectId) });
}

/** Whether what counts as independent was reckoned anew, and a member has not been told. */
async function isRecountNews(tx: Tx, { projectId, memberId }: Access): Promise<boolean> {
  const member = await tx.member.findFirst({
    where: { projectId, id: memberId },
    select: { recountSeenAt: true, createdAt: true, project: { select: { recountedAt: true } } },
  });
  const recountedAt = member?.project.recountedAt;
  return recountedAt != null && recountedAt > (member?.recountSeenAt ?? member?.createdAt ?? recountedAt);
}

/** Notes that a member was told. Their own business, so no operation. */
export async function noteRecountSeen(tx: Tx, { projectId, memberId }: Access, at: Date): Promise<void> {
  await tx.member.updateMany({ where: { projectId, id: memberId }, data: { recountSeenAt: at } });
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
    const project = await tx.project.findUnique({ where: { id: projectId }, select: wireFields.project });
    const members = await readMembers(tx, projectId, access.role);
    const me = members.find((member) => member.id === access.memberId);
    if (!project || !me) throw new DomainError('not_found');
    return {
      project: toWire('project', project),
      me,
      abilities: abilitiesOf(access.role),
      members,
      rounds: await readRounds(tx, projectId),
      tags: await readSeenTags(tx, access),
      blindDocumentIds: [...access.scope.blindDocuments],
      recounted: access.role === 'owner' && (await isRecountNews(tx, access)),
      cursor: encodeCursor(await readCursor(tx, access.scope)),
    };
  });
}
