import { installationRoles } from '@koersvast/core/ability';
import { z } from 'zod';
import { id, line, moment } from './common.ts';
import { waysIn } from './session.ts';

/** Somebody with an account, as an owner of the installation sees them. */
export const installationPerson = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  installationRole: z.enum(installationRoles),
  /** In how many projects they take part. */
  projects: z.int().min(0),
  createdAt: moment,
  /** Since when they sign in no more; null for whoever does. */
  retiredAt: moment.nullable(),
  waysIn,
  /** Whether they have a second factor. */
  factor: z.boolean(),
});
export type InstallationPerson = z.infer<typeof installationPerson>;

export const setInstallationRoleInput = z.strictObject({ personId: id, role: z.enum(installationRoles) });

/** `base` is the name that was seen: where it was changed elsewhere since, nothing is overwritten. */
export const correctNameInput = z.strictObject({
  personId: id,
  name: line(100),
  base: z.string().max(1000).optional(),
});
/** Retires an account, or takes it back. */
export const setRetiredInput = z.strictObject({ personId: id, retired: z.boolean() });

export const accountEventKinds = [
  'named',
  'retired',
  'returned',
  'owner',
  'member',
  'signed_out',
  'factor_reset',
  'factor_demanded',
  'factor_optional',
] as const;
/** What was done to an account by somebody else, or by an owner to what is demanded of all. */
export const accountEvent = z.strictObject({
  id,
  at: moment,
  kind: z.enum(accountEventKinds),
  /** The name that the person has now. */
  person: z.string(),
  /** Null for whoever did it at the command line. */
  by: z.string().nullable(),
});
export type AccountEvent = z.infer<typeof accountEvent>;

/** A mail that was not sent, or of which nobody knows: it may have been accepted when its server was killed. */
export const troubledMail = z.strictObject({
  id,
  kind: z.string(),
  address: z.string(),
  state: z.enum(['failed', 'unsure']),
  createdAt: moment,
  attempts: z.int(),
  /** In the words of the mail server. */
  problem: z.string().nullable(),
});
export const mailState = z.strictObject({
  /** The sender’s address; null where this installation sends no mail. */
  from: z.string().nullable(),
  waiting: z.int(),
  troubled: troubledMail.array(),
});
/** Sends one again, which is then sent twice where it had been accepted; or leaves it. */
export const settleMailInput = z.strictObject({ mailId: id, again: z.boolean() });

/**
 * A backup in the data folder of the server. Its size, or how much is in it, is not told: an owner who codes
 * blind would learn from it that others have worked.
 */
export const keptBackup = z.strictObject({
  name: z.string(),
  at: moment,
  /** Asked for by somebody, not made before an update. */
  byHand: z.boolean(),
});
/** Unless told not to, it answers when the backup is there, and otherwise at once, with the name that it will have. */
export const backUpInput = z.strictObject({ wait: z.boolean().optional() });
export const backUpOutput = keptBackup.extend({ jobId: id.optional() });
export type KeptBackup = z.infer<typeof keptBackup>;
