import type { mailState, settleMailInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction } from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext } from '../context.ts';

const mostShown = 50;

/** How it stands with the mail of the installation. */
export async function readMailState({ db, post }: InnerContext): Promise<z.infer<typeof mailState>> {
  const tx = outsideTransaction(db);
  const waiting = await tx.mail.count({ where: { state: { in: ['waiting', 'sending', 'handing'] } } });
  const rows = await tx.mail.findMany({
    where: { state: { in: ['failed', 'unsure'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: mostShown,
    select: {
      id: true,
      kind: true,
      address: true,
      state: true,
      createdAt: true,
      attempts: true,
      problem: true,
    },
  });
  const troubled = rows.map((row) => ({
    ...row,
    state: row.state === 'unsure' ? ('unsure' as const) : ('failed' as const),
    createdAt: row.createdAt.toISOString(),
  }));
  return { from: post?.from ?? null, waiting, troubled };
}

/** Sends a mail again that was not sent, or of which nobody knows; or leaves it. Throws `not_found`. */
export async function settleMail(
  { db, post }: InnerContext,
  { mailId, again }: z.infer<typeof settleMailInput>,
): Promise<{ ok: true }> {
  const tx = outsideTransaction(db);
  const where = { id: mailId, state: { in: ['failed', 'unsure'] as ('failed' | 'unsure')[] } };
  const { count } = again
    ? await tx.mail.updateMany({
        where,
        data: { state: 'waiting', attempts: 0, notBefore: new Date(), lease: null, problem: null },
      })
    : await tx.mail.deleteMany({ where });
  if (count === 0) throw new DomainError('not_found');
  post?.wake();
  return { ok: true };
}
