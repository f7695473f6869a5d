import {
  apiToken,
  askResetInput,
  changeEmailInput,
  changePasswordInput,
  createApiTokenInput,
  createApiTokenOutput,
  createFirstOwnerInput,
  done,
  emptyInput,
  endOtherSessionsOutput,
  endSessionInput,
  firstOwnerLinkOutput,
  linkInput,
  listedSession,
  type Person,
  type ProviderView,
  resetPasswordInput,
  revokeApiTokenInput,
  sessionOutput,
  setNameInput,
  setPreferencesInput,
  signInInput,
  signOutInput,
  stopMailInput,
  type WaysIn,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction, type Tx } from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext, Provider } from '../context.ts';
import { createApiToken, listApiTokens, revokeApiToken } from '../person/api-token.ts';
import { checkPassword } from '../person/password.ts';
import { hasPeople, readPerson, readProjectNames } from '../person/people.ts';
import { keepPasswords, keepSigningIn, mayUsePassword, readWaysIn } from '../person/ways-in.ts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';
import { createFirstOwnerByLink, isFirstOwnerLink } from './first-owner.ts';
import { askReset, isResetLink, resetByLink } from './forgotten-password.ts';
import { changeEmail, setName } from './name-and-address.ts';
import { setPreferences } from './preferences.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';
import { stopMail } from './stop-mail.ts';

async function describeSession(
  ctx: InnerContext,
  personId: string | undefined,
): Promise<z.infer<typeof sessionOutput>> {
  const tx = outsideTransaction(ctx.db);
  const person = personId === undefined ? null : await readPerson(tx, personId);
  return {
    person,
    needsFirstOwner: person === null && !(await hasPeople(tx)),
    ...(ctx.post !== null && { mail: true }),
    ...(ctx.provider !== null && { provider: viewOf(ctx.provider) }),
    ...(person !== null && { waysIn: await waysInNow(ctx, tx, person) }),
    ...(person !== null &&
      person.id === ctx.person?.id &&
      ctx.person.confirmedUntil && { confirmedUntil: ctx.person.confirmedUntil.toISOString() }),
  };
}

const viewOf = (provider: Provider): ProviderView => ({
  label: provider.label,
  ready: provider.ready(),
  signOut: provider.signOutHref(),
  only: provider.emergencyOwner !== null,
});

/** A password that is switched off is no way in. */
async function waysInNow({ provider }: InnerContext, tx: Tx, { id, email }: Person): Promise<WaysIn> {
  const ways = await readWaysIn(tx, id);
  return { ...ways, password: ways.password && mayUsePassword(provider, email) };
}

const ok = { ok: true } as const;

export const sessionRouter = router({
  current: publicProcedure
    .input(emptyInput)
    .output(sessionOutput)
    .query(async ({ ctx }) => {
      const session = await describeSession(ctx, ctx.person?.id);
      if (session.person !== null || !(await ctx.auth.isRetired(ctx.request))) return session;
      return { ...session, retired: true as const };
    }),
  signIn: publicProcedure
    .input(signInInput)
    .output(sessionOutput)
    .mutation(async ({ ctx, input }) => {
      await keepSigningIn(outsideTransaction(ctx.db), ctx.provider, input.email);
      return describeSession(ctx, await ctx.auth.signIn(ctx.request, input));
    }),
  signOut: publicProcedure
    .input(signOutInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.signOut(ctx.request, input);
      return ok;
    }),
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const tx = outsideTransaction(ctx.db);
      const person = await readPerson(tx, ctx.person.id);
      if (!person) throw new DomainError('not_signed_in');
      keepPasswords(ctx.provider, person.email);
      const projects = await readProjectNames(tx, person.id);
      checkPassword(input.next, { ...person, projects });
      await ctx.auth.changePassword(ctx.request, input);
      return ok;
    }),
  askReset: publicProcedure
    .input(askResetInput)
    .output(done)
    .mutation(({ ctx, input }) => askReset(ctx, input)),
  resetLink: publicProcedure
    .input(linkInput)
    .output(firstOwnerLinkOutput)
    .query(async ({ ctx, input }) => ({ valid: await isResetLink(ctx.db, input.token, ctx.now()) })),
  resetPassword: publicProcedure
    .input(resetPasswordInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await resetByLink(ctx, input);
      return ok;
    }),
  /** Public: the link is the permission. */
  stopMail: publicProcedure
    .input(stopMailInput)
    .output(done)
    .mutation(({ ctx, input }) => stopMail(ctx, input)),
  setName: signedInProcedure
    .input(setNameInput)
    .output(sessionOutput)
    .mutation(async ({ ctx, input }) => {
      await setName(ctx.db, { ...input, personId: ctx.person.id, now: ctx.now() });
      return describeSession(ctx, ctx.person.id);
    }),
  changeEmail: signedInProcedure
    .input(changeEmailInput)
    .output(sessionOutput)
    .mutation(async ({ ctx, input }) => {
      await ctx.auth.confirm(ctx.request, input.password);
      await changeEmail(ctx.db, ctx.provider, {
        personId: ctx.person.id,
        email: input.email,
        now: ctx.now(),
      });
      return describeSession(ctx, ctx.person.id);
    }),
  setPreferences: signedInProcedure
    .input(setPreferencesInput)
    .output(sessionOutput)
    .mutation(async ({ ctx, input }) => {
      await setPreferences(ctx.db, { personId: ctx.person.id, now: ctx.now() }, input);
      return describeSession(ctx, ctx.person.id);
    }),
  firstOwnerLink: publicProcedure
    .input(linkInput)
    .output(firstOwnerLinkOutput)
    .query(async ({ ctx, input }) => ({ valid: await isFirstOwnerLink(ctx.db, input.token, ctx.now()) })),
  createFirstOwner: publicProcedure
    .input(createFirstOwnerInput)
    .output(sessionOutput)
    .mutation(async ({ ctx, input }) => {
      const { token, ...person } = input;
      await createFirstOwnerByLink(ctx.db, token, person, ctx.now());
      return describeSession(ctx, (await ctx.auth.enter(ctx.request, person)) ?? undefined);
    }),
  sessions: signedInProcedure
    .input(emptyInput)
    .output(listedSession.array())
    .query(({ ctx }) => listSessions(ctx)),
  endSession: signedInProcedure
    .input(endSessionInput)
    .output(done)
    .mutation(({ ctx, input }) => endSession(ctx, input.id)),
  endOtherSessions: signedInProcedure
    .input(emptyInput)
    .output(endOtherSessionsOutput)
    .mutation(({ ctx }) => endOtherSessions(ctx)),
  apiTokens: signedInProcedure
    .input(emptyInput)
    .output(apiToken.array())
    .query(({ ctx }) => listApiTokens(ctx.db, ctx.person.id, ctx.now())),
  createApiToken: signedInProcedure
    .input(createApiTokenInput)
    .output(createApiTokenOutput)
    .mutation(async ({ ctx, input: { password, ...token } }) => {
      await ctx.auth.confirm(ctx.request, password);
      return createApiToken(ctx.db, { ...token, personId: ctx.person.id, now: ctx.now() });
    }),
  revokeApiToken: signedInProcedure
    .input(revokeApiTokenInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await revokeApiToken(ctx.db, { personId: ctx.person.id, id: input.id, now: ctx.now() });
      return ok;
    }),
});
