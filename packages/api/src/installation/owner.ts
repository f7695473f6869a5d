import { holdWord, KeepingRefusal, type Tx } from '@koersvast/db';

/** Until the transaction ends, nobody else takes a pseudonym or an owner of the installation away. */
export async function holdPeople(tx: Tx): Promise<void> {
  await holdWord(tx, 'people');
}

/** Whether nobody else owns the installation whose account is not retired. */
export async function isOnlyOwner(tx: Tx, personId: string): Promise<boolean> {
  const owners = await tx.user.findMany({
    where: { installationRole: 'owner', retiredAt: null },
    orderBy: { id: 'asc' },
    take: 2,
    select: { id: true },
  });
  return owners.length === 1 && owners[0]?.id === personId;
}

/** @throws KeepingRefusal for the only owner of the installation. */
export async function keepInstallationOwner(
  tx: Tx,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  if (await isOnlyOwner(tx, id)) {
    throw new KeepingRefusal(
      `${name} is the only owner of this installation, which needs one: make somebody else an owner first.`,
    );
  }
}
