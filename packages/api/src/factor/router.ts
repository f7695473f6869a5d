import {
  beginFactorAtSignInInput,
  beginFactorInput,
  changeFactorInput,
  confirmFactorAtSignInInput,
  confirmFactorInput,
  done,
  emptyInput,
  factorBegun,
  factorState,
  recoveryCodes,
} from '@koersvast/contracts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';
import { beginAtSignIn, beginOwn, confirmAtSignIn } from './commands.ts';

/** The second factor of whoever asks. */
export const factorRouter = router({
  state: signedInProcedure
    .input(emptyInput)
    .output(factorState)
    .query(({ ctx }) => ctx.auth.factor.state(ctx.person.id)),
  begin: signedInProcedure
    .input(beginFactorInput)
    .output(factorBegun)
    .mutation(({ ctx, input }) => beginOwn(ctx, input)),
  confirm: signedInProcedure
    .input(confirmFactorInput)
    .output(recoveryCodes)
    .mutation(async ({ ctx, input }) => ({
      codes: await ctx.auth.factor.confirm(ctx.person.id, input.code),
    })),
  renewCodes: signedInProcedure
    .input(changeFactorInput)
    .output(recoveryCodes)
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.confirm(ctx.request, input.password);
      return { codes: await ctx.auth.factor.renewCodes(ctx.person.id, input.code) };
    }),
  end: signedInProcedure
    .input(changeFactorInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.confirm(ctx.request, input.password);
      await ctx.auth.factor.end(ctx.person.id, input.code);
      return { ok: true } as const;
    }),
  beginAtSignIn: publicProcedure
    .input(beginFactorAtSignInInput)
    .output(factorBegun)
    .mutation(({ ctx, input }) => beginAtSignIn(ctx, input)),
  confirmAtSignIn: publicProcedure
    .input(confirmFactorAtSignInInput)
    .output(recoveryCodes)
    .mutation(({ ctx, input }) => confirmAtSignIn(ctx, input)),
});
