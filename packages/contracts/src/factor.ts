import { z } from 'zod';
import { id, moment } from './common.ts';
import { email, factorCode, givenPassword } from './session.ts';

/** Somebody's own second factor. */
export const factorState = z.strictObject({
  /** Since when it is asked for; null where it is off. */
  since: moment.nullable(),
  /** How many recovery codes are left. */
  codesLeft: z.int().min(0),
  /** Whether the installation demands one of whoever signs in with a password. */
  demanded: z.boolean(),
});
export type FactorState = z.infer<typeof factorState>;

/** What an app that makes codes is told: by a QR code of `address`, or by typing `secret`. Shown once, here. */
export const factorBegun = z.strictObject({ secret: z.string(), address: z.string() });
/** To sign in once each without the app. Shown once, here. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) });
/** How many there are at first. */
export const recoveryCodeCount = 10;

export const beginFactorInput = z.strictObject({ password: givenPassword });
export const confirmFactorInput = z.strictObject({ code: factorCode });
/** What the password and the factor itself are asked for again. */
export const changeFactorInput = z.strictObject({ password: givenPassword, code: factorCode });

/** The same for somebody who cannot sign in before they have one. */
export const beginFactorAtSignInInput = z.strictObject({ email, password: givenPassword });
export const confirmFactorAtSignInInput = beginFactorAtSignInInput.extend({ code: factorCode });

export const resetFactorInput = z.strictObject({ personId: id });
export const demandFactorInput = z.strictObject({ demanded: z.boolean() });
/** What is set for the whole installation. */
export const installationSettings = z.strictObject({ factorDemanded: z.boolean() });
