import { type Access, loadAccess, type Tx } from '@koersvast/db';
import { readMembers } from '../member/queries.ts';
import { readUntold, type Told, type Untold } from '../review/told-by-mail.ts';
import { readRevealedRounds } from '../study/rounds.ts';

const dayMs = 86_400_000;
/** What is older is told by mail no more: after an upgrade, or by whoever has mail again after a long time. */
const days = 14;

/** What is new for somebody in one project, as a mail tells it: who said how much, and which rounds are revealed. */
export interface ProjectNews {
  readonly place: Pick<Access, 'projectId' | 'memberId'>;
  readonly name: string;
  readonly language: string;
  readonly said: readonly (Pick<Untold, 'kind'> & { readonly who: string; readonly count: number })[];
  readonly rounds: readonly { readonly name: string; readonly number: number }[];
  /** All of it, as it is noted. */
  readonly told: readonly Told[];
}

interface Asked {
  readonly personId: string;
  readonly now: Date;
  /** The mail that is being written, which may tell again what it told before; null while there is none. */
  readonly mailId: string | null;
}

/** What is new for somebody, in each of their projects in which anything is; the oldest project first. */
export async function readNews(tx: Tx, { personId, now, mailId }: Asked): Promise<ProjectNews[]> {
  const places = await tx.member.findMany({
    where: { userId: personId, removedAt: null, project: { deletedAt: null } },
    orderBy: [{ project: { createdAt: 'asc' } }, { projectId: 'asc' }],
    select: { projectId: true, noticesSeenAt: true, project: { select: { name: true, language: true } } },
  });
  const since = new Date(now.getTime() - days * dayMs);
  const news: ProjectNews[] = [];
  for (const { projectId, noticesSeenAt, project } of places) {
    const access = await loadAccess(tx, { projectId, personId });
    if (!access) continue;
    const untold = await readUntold(tx, access, { since, mailId });
    const seen = noticesSeenAt !== null && noticesSeenAt > since ? noticesSeenAt : since;
    const rounds = await readRevealed(tx, access, { personId, since: seen, mailId });
    if (untold.length === 0 && rounds.length === 0) continue;
    const members = await readMembers(tx, projectId, access.role);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    news.push({
      place: { projectId, memberId: access.memberId },
      ...project,
      said: untold.map(({ kind, memberId, said }) => ({
        kind,
        who: names.get(memberId) ?? '',
        count: said.length,
      })),
      rounds,
      told: [...untold.flatMap(({ said }) => said), ...rounds.map(({ id, at }) => ({ id, at }))],
    });
  }
  return news;
}

/**
 * The blind rounds of a member that were revealed since they last looked at their notices, unless they did so
 * themselves.
 */
async function readRevealed(
  tx: Tx,
  access: Access,
  { personId, since, mailId }: Pick<Asked, 'personId' | 'mailId'> & { readonly since: Date },
) {
  const rounds = await readRevealedRounds({ tx, access }, since);
  if (rounds.length === 0) return [];
  const { projectId, memberId } = access;
  const own = await tx.operation.findMany({
    where: {
      projectId,
      userId: personId,
      kind: 'round.reveal',
      createdAt: { in: rounds.map(({ revealedAt }) => revealedAt) },
    },
    select: { createdAt: true },
  });
  const told = await tx.noticeMailed.findMany({
    where: { projectId, memberId, saidId: { in: rounds.map(({ id }) => id) } },
    select: { saidId: true, mailId: true },
  });
  const mine = new Set(own.map(({ createdAt }) => createdAt.getTime()));
  const before = new Set(told.flatMap((each) => (each.mailId === mailId ? [] : each.saidId)));
  return rounds
    .filter(({ id, revealedAt }) => !mine.has(revealedAt.getTime()) && !before.has(id))
    .map(({ id, name, number, revealedAt }) => ({ id, name, number, at: revealedAt.toISOString() }));
}
