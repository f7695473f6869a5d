import type { IntakeText, Mend } from '@koersvast/contracts';

type Block = IntakeText['blocks'][number];
type Dropped = IntakeText['dropped'][number];

/** A piece of the text of a reading, that is pointed at. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** One thing that is shown of a reading: a block of the text, or a part that was left out, where that stood. */
export type Part =
  | { readonly kind: 'block'; readonly key: string; readonly block: Block; readonly words: string }
  | {
      readonly kind: 'dropped';
      readonly key: string;
      /** Its number, by which it is kept. */
      readonly number: number;
      readonly dropped: Dropped;
      /** The block before which it stood; null at the end. */
      readonly before: number | null;
    };

/** All parts of a reading in the order in which they stood. */
export function partsOf({ text, blocks, dropped }: IntakeText): readonly Part[] {
  const parts: Part[] = [];
  const waiting = dropped
    .map((each, at) => ({ each, number: at + 1 }))
    .toSorted((one, other) => placeOf(one.each) - placeOf(other.each) || one.number - other.number);
  let next = 0;
  const tellUpTo = (end: number, before: number | null) => {
    for (let each = waiting[next]; each !== undefined && placeOf(each.each) <= end; each = waiting[next]) {
      const { number, each: left } = each;
      parts.push({ kind: 'dropped', key: `dropped ${number}`, number, dropped: left, before });
      next += 1;
    }
  };
  for (const block of blocks) {
    tellUpTo(block.start, block.index);
    const words = text.slice(block.start, block.end);
    parts.push({ kind: 'block', key: `block ${block.index}`, block, words });
  }
  tellUpTo(Number.POSITIVE_INFINITY, null);
  return parts;
}

function placeOf({ at }: Dropped): number {
  return at ?? Number.POSITIVE_INFINITY;
}

/** The parts that were left out and stand somewhere on a page, each with what keeps it after all. */
export function droppedOnPages(parts: readonly Part[]) {
  return parts.flatMap((part, at) => {
    if (part.kind === 'block') return [];
    const { page, box } = part.dropped;
    const keep = mendFor(parts, at, { kind: 'drop' });
    return page === null || box == null || keep === null ? [] : [{ id: part.key, page, box, keep }];
  });
}

export type BlockKind = Block['kind'];

/** Kinds that a person can say a block is; a cell of a table it is only where it lies in one. */
export const sayableKinds = ['heading', 'paragraph', 'list_item', 'quote', 'footnote'] as const;

/** What somebody asks for with the part at which they are; null where that cannot be. */
export function mendFor(
  parts: readonly Part[],
  at: number,
  asked:
    | { readonly kind: 'kind'; readonly to: BlockKind; readonly level: number | null }
    | { readonly kind: 'split'; readonly at: number }
    | { readonly kind: 'join' | 'up' | 'down' | 'drop' },
): Mend | null {
  const part = parts[at];
  if (part === undefined) return null;
  const number = asked.kind === 'drop' && part.kind === 'dropped' ? part.number : null;
  if (number !== null && part.kind === 'dropped') return { kind: 'keep', dropped: number, to: part.before };
  if (part.kind !== 'block') return null;
  const { block, words } = part;
  const last = parts.findLast((each) => each.kind === 'block')?.block.index ?? block.index;
  switch (asked.kind) {
    case 'kind':
      return block.kind === asked.to && block.level === asked.level
        ? null
        : { kind: 'kind', block: block.index, to: asked.to, level: asked.level };
    case 'split':
      return words.slice(0, asked.at).trim() === '' || words.slice(asked.at).trim() === ''
        ? null
        : { kind: 'split', block: block.index, at: asked.at };
    case 'join':
      return block.index === last ? null : { kind: 'join', block: block.index };
    case 'up':
      return block.index === 1 ? null : { kind: 'move', block: block.index, to: block.index - 1 };
    case 'down':
      return block.index === last ? null : { kind: 'move', block: block.index, to: block.index + 1 };
    case 'drop':
      // A text with nothing in it is none.
      return last === 1 ? null : { kind: 'drop', block: block.index };
  }
}

/** The places in words at which they can be split: where each but the first begins. */
export function placesToSplit(words: string): readonly number[] {
  return [...words.matchAll(/\S+/g)]
    .map(({ index }) => index)
    .filter((at) => words.slice(0, at).trim() !== '');
}

/** The place to split that is nearest to an offset. */
export function nearestPlace(words: string, offset: number): number | null {
  return placesToSplit(words).reduce<number | null>(
    (best, at) => (best === null || Math.abs(at - offset) < Math.abs(best - offset) ? at : best),
    null,
  );
}

/** A passage in the words of one block: what is before it, it, and what follows; null where it lies elsewhere. */
export function passageIn(
  block: Block,
  words: string,
  passage: { readonly start: number; readonly end: number } | null,
): readonly [string, string, string] | null {
  if (passage === null || passage.end <= block.start || passage.start >= block.end) return null;
  const from = Math.max(0, passage.start - block.start);
  const to = Math.min(words.length, passage.end - block.start);
  return [words.slice(0, from), words.slice(from, to), words.slice(to)];
}
