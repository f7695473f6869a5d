import type { Command, Told } from '../command.ts';
import type { Extra, Noun, Rows, Versioned } from '../rows.ts';

/** Any row of any noun, as the noun's own commands would store and record it. */
export async function createRow<N extends Noun>(
  given: Command,
  noun: N,
  row: Rows[N],
  extra: Extra,
  told: Told = {},
): Promise<Rows[N]> {
  const [stored] = await given.createAll(noun, [row], extra, told);
  if (!stored) throw new Error('an insert that returned nothing');
  return stored;
}

export async function editRow<N extends Versioned>(
  given: Command,
  noun: N,
  current: Rows[N],
  patch: Partial<Rows[N]>,
  told: Told = {},
): Promise<Rows[N]> {
  const [stored] = await given.editAll(noun, [{ current, patch }], told);
  if (!stored) throw new Error('an update that returned nothing');
  return stored;
}
