import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { email, linkToken, password } from './session.ts';

/** Where a link for another password leads, on the screen: the token is the last part of the path. */
export const resetPath = (token: string) => `/reset/${token}`;

/** A link for another password goes to this address, if anybody here has it; the answer is the same for all. */
export const askResetInput = z.strictObject({ email, language: z.enum(languages) });
/** How long such a link works, once. */
export const resetMinutes = 60;
export const resetPasswordInput = z.strictObject({ token: linkToken, next: password });
