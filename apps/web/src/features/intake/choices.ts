import type { DocumentMetadata, Intake, IntakeChoice, IntakeItem } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';

/** What a person chooses for one or many items: what is not given stays as it is. */
export interface Choosing {
  readonly itemIds: readonly string[];
  readonly choice?: Partial<IntakeChoice>;
  readonly metadata?: Partial<DocumentMetadata>;
  /** Details whose own words are taken back for what was proposed. */
  readonly unwritten?: readonly string[];
  /** The item for which mends were made: for others of its layout they are carried over. */
  readonly like?: string;
  /** The mends to which those of this choice were added. */
  readonly seen?: Pick<IntakeChoice, 'mends'>;
}

/** A choice with the mends that it builds on: another window may have made others. */
export function onSeen(choosing: Choosing, items: readonly IntakeItem[]): Choosing {
  const [id, ...more] = choosing.itemIds;
  const item = items.find((each) => each.id === id);
  if (choosing.choice?.mends === undefined || more.length > 0 || item === undefined) return choosing;
  return { ...choosing, seen: { mends: item.choice.mends } };
}

/** What is chosen for many goes to the server in parts, in their order. */
export function inPortions(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / limits.choosing) }, (_, nth) =>
    ids.slice(nth * limits.choosing, (nth + 1) * limits.choosing),
  );
}

function chosenFor(item: IntakeItem, { choice, metadata, unwritten = [] }: Choosing): IntakeItem {
  const written = new Set(item.written.filter((key) => !unwritten.includes(key)));
  for (const key of Object.keys(metadata ?? {})) written.add(key);
  return {
    ...item,
    choice: { ...item.choice, ...choice },
    metadata: item.metadata === null ? null : { ...item.metadata, ...metadata },
    written: [...written],
  };
}

/** Items as they will be once the server has all that was chosen: what is under way shows at once. */
export function withChoices(items: readonly IntakeItem[], under: readonly Choosing[]): readonly IntakeItem[] {
  if (under.length === 0) return items;
  const ofItem = new Map<string, Choosing[]>();
  for (const choosing of under)
    for (const id of choosing.itemIds) ofItem.set(id, [...(ofItem.get(id) ?? []), choosing]);
  return items.map((item) => (ofItem.get(item.id) ?? []).reduce(chosenFor, item));
}

/** Puts items that the server has told of in the place of what was known of them. */
export function withItems(intake: Intake, told: readonly IntakeItem[]): Intake {
  const byId = new Map(told.map((item) => [item.id, item]));
  return { ...intake, items: intake.items.map((item) => byId.get(item.id) ?? item) };
}

function takenBackFor(
  item: IntakeItem,
  { choice, metadata, unwritten = [] }: Choosing,
): Omit<Choosing, 'itemIds'> {
  const before: Partial<IntakeChoice> = Object.fromEntries(
    Object.keys(choice ?? {}).map((key) => [key, item.choice[key as keyof IntakeChoice]]),
  );
  const touched = [...Object.keys(metadata ?? {}), ...unwritten] as (keyof DocumentMetadata)[];
  const wrote = touched.filter((key) => item.written.includes(key));
  const others = touched.filter((key) => !item.written.includes(key));
  const words: Partial<DocumentMetadata> = Object.fromEntries(
    wrote.flatMap((key) => (item.metadata === null ? [] : [[key, item.metadata[key]]])),
  );
  return {
    ...(choice === undefined ? {} : { choice: before }),
    ...(wrote.length === 0 ? {} : { metadata: words }),
    ...(others.length === 0 ? {} : { unwritten: others }),
  };
}

/** What takes a choice back: items for which that is the same go together. */
export function takenBack(items: readonly IntakeItem[], choosing: Choosing): readonly Choosing[] {
  const chosen = new Set(choosing.itemIds);
  const alike = new Map<string, { readonly back: Omit<Choosing, 'itemIds'>; readonly itemIds: string[] }>();
  for (const item of items) {
    if (!chosen.has(item.id)) continue;
    const back = takenBackFor(item, choosing);
    const key = JSON.stringify(back);
    const group = alike.get(key) ?? { back, itemIds: [] };
    group.itemIds.push(item.id);
    alike.set(key, group);
  }
  return [...alike.values()].map(({ back, itemIds }) => ({ ...back, itemIds }));
}
