import { z } from 'zod';
import { factorCode, givenPassword, linkToken } from './session.ts';

/** A screen of this program to go on to: a path of our own, and never an address of elsewhere. */
export const ownPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\s\\]*$/);

/** Where the provider sends people back to. */
export const providerReturnPath = '/provider/return';

export const signInAtProviderInput = z.strictObject({ next: ownPath.optional() });
export const joinAtProviderInput = z.strictObject({ token: linkToken });
/** The password, or it was confirmed at the provider just now. */
export const unlinkProviderInput = z.strictObject({ password: givenPassword.optional() });
/** With a code of the second factor, where the account has one: signing in at the provider asks for none. */
export const linkProviderInput = unlinkProviderInput.extend({ code: factorCode.optional() });
/** The address at the provider to which the page goes on. */
export const atProviderOutput = z.strictObject({ href: z.string() });
