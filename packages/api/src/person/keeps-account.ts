import { DomainError } from '@koersvast/core/error';
import { hold, type Tx } from '@koersvast/db';

/**
 * Holds the account of whoever asks, so that it is not retired before the transaction ends; `written` where nobody else
 * may hold it meanwhile. Throws `not_signed_in` where it was.
 */
export async function keepsAccount(
  tx: Tx,
  personId: string,
  as: 'unchanged' | 'written' = 'unchanged',
): Promise<void> {
  await hold(tx, 'user', { id: personId }, as);
  const person = await tx.user.findUnique({ where: { id: personId }, select: { retiredAt: true } });
  if (person === null || person.retiredAt !== null) throw new DomainError('not_signed_in');
}
