import type { IntakeSource } from '@koersvast/contracts';
import type { Tx } from '@koersvast/db';
import { surestFirst } from '@koersvast/formats';
import { keptBeside } from './beside.ts';
import type { IntakePlace } from './own.ts';
import { itemFields, type StoredItem, storedItem } from './stored.ts';

/** Looked at in one go: more would keep others waiting. */
const AT_ONCE = 200;

/**
 * Items without the twins that somebody has removed, or taken back, since they were found: such a twin keeps nothing out.
 * One that is put back is a twin again.
 */
export async function withTwinsThere(
  tx: Tx,
  projectId: string,
  items: readonly StoredItem[],
): Promise<StoredItem[]> {
  const ids = [...new Set(items.flatMap(({ twins }) => twins.map(({ id }) => id)))];
  if (ids.length === 0) return [...items];
  const documents = await tx.document.findMany({
    where: { projectId, id: { in: ids } },
    select: { id: true, removedAt: true },
  });
  const removedAt = new Map(documents.map((each) => [each.id, each.removedAt]));
  // Another of the list is no document yet, or has become one.
  const isThere = ({ id, of }: StoredItem['twins'][number]) =>
    removedAt.has(id) ? removedAt.get(id) === null : of === 'item';
  return items.map((item) => ({
    ...item,
    twins: item.twins
      .filter(isThere)
      .map((twin) => (removedAt.has(twin.id) ? { ...twin, of: 'document' as const, isFirst: true } : twin)),
  }));
}

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
    items.push(...(await withTwinsThere(tx, projectId, rows.map(storedItem))));
    if (rows.length < AT_ONCE) return items;
  }
}

/** The file that the text of an item is read from. */
export function textSource({ sources, choice }: StoredItem): StoredItem['sources'][number] | undefined {
  const chosen = sources.find(({ path }) => path === choice.source);
  return chosen ?? sources.find(({ role }) => role === 'text');
}

/** By which a file is the same letter in another format, and no attachment of it. */
const asLetter: ReadonlySet<IntakeSource['why']> = new Set(['same_name', 'same_identifier', 'index_says']);

/**
 * The item with the surest of its other files in the place of one that has no text: a scan, beside which lies what was
 * read of it. Null where there is none, and where a person chose the file.
 */
export function withoutScan(item: StoredItem): StoredItem | null {
  const scan = textSource(item);
  if (scan === undefined || item.choice.source != null) return null;
  const formats: readonly (string | null)[] = surestFirst;
  const rank = ({ format }: IntakeSource) => formats.indexOf(format);
  const [next] = item.sources
    .filter((each) => each.role === 'attached' && asLetter.has(each.why) && rank(each) >= 0)
    .sort((one, other) => rank(one) - rank(other));
  if (next === undefined) return null;
  const sources = [
    { ...next, role: 'text' as const, why: 'best_source' as const },
    { ...scan, role: 'attached' as const, why: 'no_text' as const },
    ...item.sources.filter((each) => each !== next && each !== scan),
  ];
  return keptBeside(sources).over.length > 0 ? null : { ...item, sources };
}
