import type {
  beginFactorAtSignInInput,
  beginFactorInput,
  confirmFactorAtSignInInput,
  factorBegun,
  recoveryCodes,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import type { InnerContext } from '../context.ts';
import { isFactorDemanded } from '../person/factor-demand.ts';
import { readPerson } from '../person/people.ts';
import { keepPasswords, keepSigningIn } from '../person/ways-in.ts';

type Begun = z.infer<typeof factorBegun>;

async function begin({ auth, db, provider }: InnerContext, personId: string): Promise<Begun> {
  const person = await readPerson(outsideTransaction(db), personId);
  if (!person) throw new DomainError('not_signed_in');
  keepPasswords(provider, person.email);
  return auth.factor.begin(person);
}

/** Begins with a second factor of one's own. Throws `not_signed_in`, `password_wrong`, `factor_stands`. */
export async function beginOwn(
  ctx: SignedInContext,
  { password }: z.infer<typeof beginFactorInput>,
): Promise<Begun> {
  await ctx.auth.confirm(ctx.request, password);
  return begin(ctx, ctx.person.id);
}

/**
 * The same for somebody who cannot sign in before they have one, by the password that they just typed. Nothing but that
 * opens it: who has one already, or needs none, gets nothing here. Throws as signing in does, and `factor_stands`.
 */
export async function beginAtSignIn(
  ctx: InnerContext,
  credentials: z.infer<typeof beginFactorAtSignInInput>,
): Promise<Begun> {
  await keepSigningIn(outsideTransaction(ctx.db), ctx.provider, credentials.email);
  const personId = await ctx.auth.prove(ctx.request, credentials);
  if (!(await isFactorDemanded(outsideTransaction(ctx.db)))) throw new DomainError('not_allowed');
  return begin(ctx, personId);
}

/** Confirms it, and signs in: the code is not asked for a second time. Throws as signing in does, and `code_wrong`. */
export async function confirmAtSignIn(
  ctx: InnerContext,
  { code, ...credentials }: z.infer<typeof confirmFactorAtSignInInput>,
): Promise<z.infer<typeof recoveryCodes>> {
  await keepSigningIn(outsideTransaction(ctx.db), ctx.provider, credentials.email);
  return { codes: await ctx.auth.confirmAndEnter(ctx.request, credentials, code) };
}
