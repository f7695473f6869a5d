import { z } from 'zod';
import { givenPassword, linkToken } from './session.ts';

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
export const linkProviderInput = z.strictObject({ password: givenPassword.optional() });
export const unlinkProviderInput = linkProviderInput;
/** The address at the provider to which the page goes on. */
export const atProviderOutput = z.strictObject({ href: z.string() });
