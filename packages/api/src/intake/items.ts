import type { Tx } from '@koersvast/db';
import type { IntakePlace } from './own.ts';
import { itemFields, type StoredItem, storedItem } from './stored.ts';

/** Looked at in one go: more would keep others waiting. */
const AT_ONCE = 200;

/** All items of an intake, in their order. */
export async function itemsOf({ projectId, intakeId }: IntakePlace, tx: Tx): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  for (;;) {
    const rows = await tx.intakeItem.findMany({
      where: { projectId, intakeId, nth: { gt: items.at(-1)?.nth ?? 0 } },
      orderBy: { nth: 'asc' },
      take: AT_ONCE,
      select: itemFields,
    });
    items.push(...rows.map(storedItem));
    if (rows.length < AT_ONCE) return items;
  }
}

/** The file that the text of an item is read from. */
export function textSource({ sources, choice }: StoredItem): StoredItem['sources'][number] | undefined {
  const chosen = sources.find(({ path }) => path === choice.source);
  return chosen ?? sources.find(({ role }) => role === 'text');
}
