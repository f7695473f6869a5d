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

/** What of a project is counted: what has not been taken away. */
const living = {
  documents: { where: { removedAt: null, replacedById: null } },
  members: { where: { removedAt: null } },
};

/** The projects that a person is a member of, the newest first, archived ones last. */
export async function listProjects(db: Database, personId: string): Promise<ProjectSummary[]> {
  const rows = await snapshot(db, (tx) =>
    tx.member.findMany({
      where: { userId: personId, removedAt: null, project: { deletedAt: null } },
      orderBy: [{ project: { createdAt: 'desc' } }, { projectId: 'asc' }],
      select: { role: true, project: { select: { ...wireFields.project, _count: { select: living } } } },
    }),
  );
  const listed = rows.map(({ role, project: { _count, ...project } }) => ({
    project: toWire('project', project),
    role,
    documents: _count.documents,
    members: _count.members,
  }));
  return listed.sort((one, other) => {
    return Number(one.project.archivedAt !== null) - Number(other.project.archivedAt !== null);
  });
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
