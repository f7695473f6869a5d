import { joinPath } from '@koersvast/contracts';
import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { outsideTransaction, transact } from '@koersvast/db';
import type { Errand, Identity, InnerContext } from '../context.ts';
import { joinByIdentity } from '../member/commands.ts';
import { keepsAccount } from '../person/keeps-account.ts';
import { addIdentity, findByIdentity } from '../person/ways-in.ts';

/**
 * Does what somebody went to the provider for, now that they are back. Returns the path of the screen on which they go
 * on, which says what was refused; nothing of it comes from the provider.
 */
export async function returnFromProvider(ctx: InnerContext, query: string): Promise<string> {
  if (ctx.provider === null) return refusedAt(null, 'provider_not_set_up');
  const { errand, identify } = ctx.provider.returned(ctx.request, query);
  try {
    const identity = await identify();
    if (errand === null) throw new DomainError('provider_begun_elsewhere');
    return await run(ctx, errand, identity);
  } catch (error) {
    if (error instanceof DomainError) return refusedAt(errand, error.code);
    throw error;
  }
}

function screenOf(errand: Errand | null): string {
  if (errand?.for === 'join') return joinPath(errand.token);
  if (errand?.for === 'link' || errand?.for === 'confirm') return '/account';
  return '/sign-in';
}

function refusedAt(errand: Errand | null, refused: DomainErrorCode): string {
  const said = new URLSearchParams({ refused });
  if (errand?.for === 'sign-in' && errand.next !== undefined) said.set('next', errand.next);
  return `${screenOf(errand)}?${said}`;
}

async function run(ctx: InnerContext, errand: Errand, identity: Identity): Promise<string> {
  switch (errand.for) {
    case 'sign-in': {
      const personId = await findByIdentity(outsideTransaction(ctx.db), identity);
      if (personId === null) throw new DomainError('provider_unknown');
      await ctx.auth.open(ctx.request, personId);
      return errand.next ?? '/sign-in';
    }
    case 'join': {
      const { projectId, personId } = await joinByIdentity(ctx, { token: errand.token, identity });
      await ctx.auth.open(ctx.request, personId);
      return `/p/${projectId}/work`;
    }
    case 'link':
      await keepsSession(ctx, errand);
      await transact(ctx.db, async (tx) => {
        await keepsAccount(tx, errand.personId, 'written');
        await addIdentity(tx, errand.personId, identity, ctx.now());
      });
      return '/account?back=link';
    case 'confirm':
      await keepsSession(ctx, errand);
      await confirm(ctx, errand, identity);
      return '/account?back=confirm';
  }
}

/** Throws `not_signed_in` unless the browser is still in the session in which it was begun. */
async function keepsSession(
  ctx: InnerContext,
  { sessionId, personId }: Errand & { for: 'link' | 'confirm' },
) {
  const session = await ctx.auth.find(ctx.request);
  if (session?.id !== sessionId || session.personId !== personId) throw new DomainError('not_signed_in');
}

async function confirm(
  { db, now }: InnerContext,
  { sessionId, personId }: Errand & { for: 'link' | 'confirm' },
  identity: Identity,
): Promise<void> {
  const tx = outsideTransaction(db);
  if ((await findByIdentity(tx, identity)) !== personId) throw new DomainError('provider_other_account');
  await tx.session.updateMany({ where: { id: sessionId, userId: personId }, data: { confirmedAt: now() } });
}
