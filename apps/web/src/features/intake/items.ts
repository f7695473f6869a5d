import type { IntakeItem, IntakeSource } from '@koersvast/contracts';
import { documentMetadata } from '@koersvast/contracts';
import { nameOf } from './uploads.ts';

/** What somebody should look at before an item goes in; the first weighs most. */
export const concerns = ['unreadable', 'scan', 'wrong', 'same', 'near', 'doubt', 'noDate'] as const;
export type Concern = (typeof concerns)[number];

/** What a list of items can be narrowed to. */
export const filters = ['all', 'concerns', 'unreadable', 'twins', 'noDate', 'left', 'added'] as const;
export type Filter = (typeof filters)[number];

/** Notices that leave it in doubt whether a file was read as it was meant. */
const doubts: ReadonlySet<string> = new Set([
  'encoding_guessed',
  'encoded_twice',
  'bytes_replaced',
  'characters_replaced',
  'kind_differs',
  'metadata_not_of_this_file',
  'order_guessed',
  'elements_unknown',
  'notes_without_place',
  'pages_without_text',
]);

function isScan({ problem }: IntakeItem): boolean {
  return problem?.code === 'file_without_text';
}

/** Whether the details can be stored as they are. */
function isWrong({ metadata }: IntakeItem): boolean {
  return metadata !== null && !documentMetadata.safeParse(metadata).success;
}

function has(item: IntakeItem, concern: Concern): boolean {
  switch (concern) {
    case 'unreadable':
      return (item.state === 'failed' || item.problem !== null) && !isScan(item);
    case 'scan':
      return isScan(item);
    case 'wrong':
      return isWrong(item);
    case 'same':
    case 'near':
      return item.twins.some(({ kind }) => kind === concern);
    case 'doubt':
      return item.reading?.notices.some(({ code }) => doubts.has(code)) === true;
    case 'noDate':
      return item.metadata !== null && item.metadata.date === null;
  }
}

/** Found once for each item as it is: a list of hundreds asks this of all of them for each of its filters. */
const found = new WeakMap<IntakeItem, readonly Concern[]>();

/** Of what is in already nothing is to be looked at. */
export function concernsOf(item: IntakeItem): readonly Concern[] {
  const known = found.get(item);
  if (known !== undefined) return known;
  const all = item.state === 'added' ? [] : concerns.filter((concern) => has(item, concern));
  found.set(item, all);
  return all;
}

/** How much an item asks to be looked at: 0 most. */
export function weightOf(item: IntakeItem): number {
  const [first] = concernsOf(item);
  if (first !== undefined) return concerns.indexOf(first);
  return item.state === 'added' ? concerns.length + 1 : concerns.length;
}

export function isIn(item: IntakeItem, filter: Filter): boolean {
  const found = concernsOf(item);
  switch (filter) {
    case 'all':
      return true;
    case 'concerns':
      return found.length > 0;
    case 'unreadable':
      return found.includes('unreadable') || found.includes('scan');
    case 'twins':
      return found.includes('same') || found.includes('near');
    case 'noDate':
      return found.includes('noDate');
    case 'left':
      return item.state === 'read' && !item.choice.include;
    case 'added':
      return item.state === 'added';
  }
}

/** The filters that have something in them, with how many. */
export function filtersOf(
  items: readonly IntakeItem[],
): readonly { readonly filter: Filter; readonly count: number }[] {
  return filters
    .map((filter) => ({ filter, count: items.filter((item) => isIn(item, filter)).length }))
    .filter(({ filter, count }) => filter === 'all' || count > 0);
}

/** Those that go in with one press. */
export function goingIn(items: readonly IntakeItem[]): readonly IntakeItem[] {
  return items.filter(
    (item) => item.state === 'read' && item.choice.include && !concernsOf(item).includes('wrong'),
  );
}

/**
 * Of those that go in, the ones whose text is in the project by then already: as a document, or as another that goes in
 * before. One whose twins in the list are all left out comes in once.
 */
export function doubledOf(items: readonly IntakeItem[]): readonly IntakeItem[] {
  const before = new Set(items.filter(({ state }) => state === 'added').map(({ id }) => id));
  return goingIn(items).filter(({ id, twins }) => {
    before.add(id);
    return twins.some((twin) => twin.kind === 'same' && (twin.of === 'document' || before.has(twin.id)));
  });
}

/** The file whose text is read; of an item that is none, the first of its files. */
export function readSource(item: IntakeItem): IntakeSource | undefined {
  return item.sources.find(({ role }) => role === 'text') ?? item.sources[0];
}

/** What an item is called: as it would be stored, or else by its file. */
export function titleOf(item: IntakeItem): string {
  const source = readSource(item);
  return item.metadata?.title || item.reading?.title || (source === undefined ? '' : nameOf(source.path));
}

/** The order of a list in which the problems come first, and files of one folder beside each other. */
export function inOrder(
  items: readonly IntakeItem[],
  compare: (one: string, other: string) => number,
): readonly IntakeItem[] {
  const keys = new Map(
    items.map((item) => [item, { weight: weightOf(item), path: readSource(item)?.path ?? '' }] as const),
  );
  const none = { weight: 0, path: '' };
  return items.toSorted((one, other) => {
    const [mine, theirs] = [keys.get(one) ?? none, keys.get(other) ?? none];
    return mine.weight - theirs.weight || compare(mine.path, theirs.path);
  });
}
