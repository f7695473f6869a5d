import type { ListedSession } from '@koersvast/contracts';
import { deviceOf } from '@koersvast/core/device';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { sessionDays } from './auth.ts';

const dayInMs = 86_400_000;

/** The session that asks. Throws `not_signed_in`. */
async function current({ auth, request }: SignedInContext): Promise<string> {
  const session = await auth.find(request);
  if (!session) throw new DomainError('not_signed_in');
  return session.id;
}

/** Where the person is signed in: this browser first, then what was used last. */
export async function listSessions(ctx: SignedInContext): Promise<ListedSession[]> {
  const own = await current(ctx);
  const now = ctx.now();
  const rows = await outsideTransaction(ctx.db).session.findMany({
    where: {
      userId: ctx.person.id,
      expiresAt: { gt: now },
      createdAt: { gt: new Date(now.getTime() - sessionDays * dayInMs) },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: { id: true, userAgent: true, createdAt: true, updatedAt: true },
  });
  return rows
    .map(({ id, userAgent, createdAt, updatedAt }) => ({
      id,
      ...deviceOf(userAgent ?? ''),
      createdAt: createdAt.toISOString(),
      lastUsedAt: updatedAt.toISOString(),
      current: id === own,
    }))
    .sort((one, other) => Number(other.current) - Number(one.current));
}

/** Ends another session of the person. Throws `not_found` where it is nobody's, or somebody else's, or has ended. */
export async function endSession(ctx: SignedInContext, id: string): Promise<{ ok: true }> {
  const own = await current(ctx);
  // This one is ended by signing out, which also has the browser forget.
  if (id === own) throw new DomainError('not_found');
  const { count } = await outsideTransaction(ctx.db).session.deleteMany({
    where: { id, userId: ctx.person.id },
  });
  if (count === 0) throw new DomainError('not_found');
  return { ok: true };
}

/** Ends all sessions of the person but the one that asks, and says how many. */
export async function endOtherSessions(ctx: SignedInContext): Promise<{ ended: number }> {
  const own = await current(ctx);
  const { count } = await outsideTransaction(ctx.db).session.deleteMany({
    where: { userId: ctx.person.id, id: { not: own } },
  });
  return { ended: count };
}
