import type { IntakeText } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, outsideTransaction } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { ownIntake } from './own.ts';
import { itemFields, storedItem } from './stored.ts';

/** The whole reading of an item, with its mends. Throws `not_found` for what is not read. */
export async function readingOf(
  ctx: SignedInContext & { readonly access: Access },
  { itemId, ...at }: { readonly projectId: string; readonly intakeId: string; readonly itemId: string },
): Promise<IntakeText> {
  const { projectId, intakeId } = at;
  const tx = outsideTransaction(ctx.db);
  await ownIntake(tx, ctx.access, at);
  const row = await tx.intakeItem.findFirst({
    where: { projectId, intakeId, id: itemId, state: 'read' },
    select: { ...itemFields, packed: true },
  });
  if (!row?.packed) throw new DomainError('not_found');
  const { choice, reading } = storedItem(row);
  return ctx.work.run(
    ctx.person.id,
    'intake.text',
    row.packed,
    choice.mends ?? [],
    reading?.language ?? 'nl',
  );
}
