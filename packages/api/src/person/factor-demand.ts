import type { Tx } from '@koersvast/db';

/** Whether whoever signs in with a password needs a second factor here. */
export async function isFactorDemanded(tx: Tx): Promise<boolean> {
  const settings = await tx.installationSetting.findUnique({
    where: { id: 1 },
    select: { factorDemanded: true },
  });
  return settings?.factorDemanded ?? false;
}
