import type { XmlMappingWire } from '@koersvast/contracts';
import { type MetadataKey, metadataKeys } from '@koersvast/core/file';

/** An element of a file of no known format: how often it is there, and words that are in one. */
export interface FoundElement {
  readonly name: string;
  readonly count: number;
  readonly example: string;
}

/** Of more names than this nobody says what they are. */
const most = 200;
const exampleLength = 80;

/** The elements of XML, the most frequent first. Nothing in it is run or fetched; of what is no XML there are none. */
export function elementsIn(xml: string): readonly FoundElement[] {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  if (parsed.querySelector('parsererror') !== null) return [];
  const counts = new Map<string, { count: number; example: string }>();
  for (const element of parsed.getElementsByTagName('*')) {
    const name = element.localName;
    const known = counts.get(name) ?? { count: 0, example: '' };
    known.count += 1;
    if (known.example === '') known.example = wordsOf(element);
    counts.set(name, known);
  }
  return [...counts]
    .map(([name, { count, example }]) => ({ name, count, example }))
    .toSorted((one, other) => other.count - one.count || one.name.localeCompare(other.name))
    .slice(0, most);
}

function wordsOf(element: Element): string {
  return (element.textContent ?? '').slice(0, 1_000).replace(/\s+/g, ' ').trim().slice(0, exampleLength);
}

const blockMeanings = ['paragraph', 'heading', 'list_item', 'quote', 'table_cell'] as const;

/** What an element can be to the text, beside a detail of the document. `usual`: as its name and what is in it tell. */
export const meanings = ['usual', ...blockMeanings, 'note', 'ignored'] as const;
export type Meaning = (typeof meanings)[number] | `metadata ${MetadataKey}`;

/** Where a detail is: in the element of this name, wherever that is. */
const isAt = (path: string | undefined, element: string) => path === element;

export function meaningOf(mapping: XmlMappingWire, element: string): Meaning {
  if (mapping.ignored.includes(element)) return 'ignored';
  if (mapping.notes.includes(element)) return 'note';
  const key = metadataKeys.find((each) => isAt(mapping.metadata[each], element));
  if (key !== undefined) return `metadata ${key}`;
  const kind = Object.hasOwn(mapping.blocks, element) ? mapping.blocks[element] : undefined;
  return blockMeanings.find((each) => each === kind) ?? 'usual';
}

/** The mapping with what somebody says of one element, in place of what was said of it before; null when it says nothing. */
export function withMeaning(
  mapping: XmlMappingWire,
  element: string,
  meaning: Meaning,
): XmlMappingWire | null {
  const without = (names: readonly string[]) => names.filter((each) => each !== element);
  const blocks = Object.entries(mapping.blocks).filter(([name]) => name !== element);
  const metadata = metadataKeys.flatMap((key) => {
    const path = mapping.metadata[key];
    return path === undefined || isAt(path, element) || meaning === `metadata ${key}` ? [] : [[key, path]];
  });
  const kind = blockMeanings.find((each) => each === meaning);
  const key = metadataKeys.find((each) => meaning === `metadata ${each}`);
  const next = {
    blocks: Object.fromEntries(kind === undefined ? blocks : [...blocks, [element, kind]]),
    notes: [...without(mapping.notes), ...(meaning === 'note' ? [element] : [])],
    ignored: [...without(mapping.ignored), ...(meaning === 'ignored' ? [element] : [])],
    metadata: Object.fromEntries(key === undefined ? metadata : [...metadata, [key, element]]),
  };
  const said = [...Object.keys(next.blocks), ...next.notes, ...next.ignored, ...Object.keys(next.metadata)];
  return said.length === 0 ? null : next;
}
