import { installationRoles } from '@koersvast/core/ability';
import { z } from 'zod';
import { id, moment } from './common.ts';

/** Somebody with an account, as an owner of the installation sees them. */
export const installationPerson = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  installationRole: z.enum(installationRoles),
  /** In how many projects they take part. */
  projects: z.int().min(0),
  createdAt: moment,
});
export type InstallationPerson = z.infer<typeof installationPerson>;

export const setInstallationRoleInput = z.strictObject({ personId: id, role: z.enum(installationRoles) });

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
