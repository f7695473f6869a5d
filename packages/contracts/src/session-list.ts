import { browserNames, systemNames } from '@koersvast/core/device';
import { z } from 'zod';
import { id, moment } from './common.ts';

/** A browser in which somebody is signed in. Where it was is kept for whoever runs the server, and not told. */
export const listedSession = z.strictObject({
  id,
  /** Null where it did not say, or is one that is not told apart. */
  browser: z.enum(browserNames).nullable(),
  system: z.enum(systemNames).nullable(),
  createdAt: moment,
  /** To a quarter of an hour. */
  lastUsedAt: moment,
  /** The one that asks. */
  current: z.boolean(),
});
export type ListedSession = z.infer<typeof listedSession>;

export const endSessionInput = z.strictObject({ id });
/** How many others have ended. */
export const endOtherSessionsOutput = z.strictObject({ ended: z.int().min(0) });
/** Ends all sessions of somebody else's account. */
export const endSessionsInput = z.strictObject({ personId: id });
