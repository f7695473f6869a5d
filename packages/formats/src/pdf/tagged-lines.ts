import type { BlockKind } from '@koersvast/core/text';
import { type Line, lineOf, type Placed } from './line.ts';

/** A block of the structure tree with what stands in it, in the order of the tree. */
export interface Block {
  kind: BlockKind;
  level?: number;
  opens?: 'table' | 'row';
  /** One for each paragraph within it (a cell or a note may have several), and for each page. */
  readonly parts: Part[];
}

export interface Part {
  readonly page: number;
  readonly chunks: Placed[];
}

/** The lines of a part, in the order of the tree. */
export function linesIn({ page, chunks }: Part): Line[] {
  const lines: Placed[][] = [];
  for (const chunk of chunks) {
    const line = lines.at(-1);
    const before = line?.at(-1);
    if (line === undefined || before === undefined || breaksBetween(before, chunk)) lines.push([chunk]);
    else line.push(chunk);
  }
  return lines.map((line) => lineOf(page, raisedIn(fromLeft(line))));
}

/** Letters of another font may be drawn after the rest of their line. */
function fromLeft(line: readonly Placed[]): readonly Placed[] {
  const inOrder = line.every((chunk, at) => at === 0 || chunk.x0 >= (line[at - 1]?.x0 ?? 0) - 0.5);
  return inOrder ? line : [...line].sort((a, b) => a.x0 - b.x0);
}

function breaksBetween(before: Placed, chunk: Placed): boolean {
  const size = Math.max(before.size, chunk.size);
  const step = Math.abs(chunk.y - before.y);
  if (before.angle !== chunk.angle || step > size * 0.85) return true;
  return chunk.x0 < before.x0 - size * 0.3 && step > Math.min(before.size, chunk.size) * 0.3;
}

function raisedIn(line: readonly Placed[]): Placed[] {
  const largest = Math.max(...line.map(({ size }) => size));
  const base = line.find(({ size }) => size === largest)?.y ?? 0;
  return line.map((chunk) => ({
    ...chunk,
    raised: chunk.raised || (chunk.size < largest * 0.9 && chunk.y < base - largest * 0.08),
  }));
}

/** The text of every block, for the vocabulary. */
export function linesOfBlocks(blocks: readonly Block[]): Line[] {
  return blocks.flatMap(({ parts }) => parts.flatMap(linesIn));
}
