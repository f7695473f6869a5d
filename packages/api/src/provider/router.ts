import {
  atProviderOutput,
  done,
  emptyInput,
  joinAtProviderInput,
  linkProviderInput,
  signInAtProviderInput,
  unlinkProviderInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction, transact } from '@koersvast/db';
import type { Errand, InnerContext } from '../context.ts';
import { readOpenInvitation } from '../member/open-invitation.ts';
import { keepsAccount } from '../person/keeps-account.ts';
import { readPerson } from '../person/people.ts';
import { mayUsePassword, readWaysIn, removeIdentities } from '../person/ways-in.ts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';

/** Sends the browser to the provider. Throws `provider_not_set_up`, `provider_unreachable`. */
async function go(ctx: InnerContext, errand: Errand): Promise<{ href: string }> {
  if (ctx.provider === null) throw new DomainError('provider_not_set_up');
  return { href: await ctx.provider.begin(ctx.request, errand) };
}

export const providerRouter = router({
  signIn: publicProcedure
    .input(signInAtProviderInput)
    .output(atProviderOutput)
    .mutation(({ ctx, input }) => go(ctx, { for: 'sign-in', next: input.next })),
  /** Public: the link is the permission. */
  join: publicProcedure
    .input(joinAtProviderInput)
    .output(atProviderOutput)
    .mutation(async ({ ctx, input: { token } }) => {
      if (!(await readOpenInvitation(outsideTransaction(ctx.db), token, ctx.now())))
        throw new DomainError('link_not_valid');
      return go(ctx, { for: 'join', token });
    }),
  link: signedInProcedure
    .input(linkProviderInput)
    .output(atProviderOutput)
    .mutation(async ({ ctx, input }) => {
      if (ctx.provider === null) throw new DomainError('provider_not_set_up');
      const { id, personId } = await ctx.auth.confirm(ctx.request, input.password);
      // From then on somebody gets in without it.
      await ctx.auth.factor.passOwn(personId, input.code);
      return go(ctx, { for: 'link', personId, sessionId: id });
    }),
  confirm: signedInProcedure
    .input(emptyInput)
    .output(atProviderOutput)
    .mutation(async ({ ctx }) => {
      const session = await ctx.auth.find(ctx.request);
      if (!session) throw new DomainError('not_signed_in');
      return go(ctx, { for: 'confirm', personId: session.personId, sessionId: session.id });
    }),
  unlink: signedInProcedure
    .input(unlinkProviderInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { id, personId } = await ctx.auth.confirm(ctx.request, input.password);
      await transact(ctx.db, async (tx) => {
        await keepsAccount(tx, personId, 'written');
        const [ways, person] = [await readWaysIn(tx, personId), await readPerson(tx, personId)];
        if (!ways.password || !mayUsePassword(ctx.provider, person?.email))
          throw new DomainError('last_way_in');
        await removeIdentities(tx, personId);
        // Whoever else was let in by it.
        await tx.session.deleteMany({ where: { userId: personId, endsAt: { not: null }, id: { not: id } } });
      });
      return { ok: true } as const;
    }),
});
