import type { Piece, Run } from '../reading/piece.ts';
import { type Line, textOf } from './line.ts';
import { breaksAtLabel, Edges, firstWordWidth, itemLines } from './paragraph.ts';
import { type Block, linesIn } from './tagged-lines.ts';
import type { Words } from './words.ts';

/** The pieces of tagged pages. */
export function taggedPieces(blocks: readonly Block[], words: Words, width: number): Piece[] {
  const all = blocks.map(({ parts }) => parts.map(linesIn).filter((lines) => lines.length > 0));
  const edges = new Edges(
    blocks.flatMap(({ kind }, position) => (kind === 'paragraph' ? (all[position] ?? []) : [])),
    width,
  );
  return blocks.map(({ kind, level, opens }, position) => {
    const paragraphsIn = all[position] ?? [];
    const breaks = kind === 'paragraph' ? forcedBreaks(paragraphsIn, edges) : new Set<Line>();
    const lines = joined(paragraphsIn, breaks);
    const runs: Run[] = words.runsOf(kind === 'list_item' ? itemLines(lines) : lines, breaks);
    return {
      kind,
      ...(level === undefined ? {} : { level }),
      ...(opens === undefined ? {} : { opens }),
      runs,
    };
  });
}

/** All lines of a block; between its paragraphs stands a break, between its pages none. */
function joined(all: readonly (readonly Line[])[], breaks: Set<Line>): Line[] {
  all.forEach((lines, position) => {
    const next = all[position + 1]?.[0];
    const last = lines.at(-1);
    if (last !== undefined && next !== undefined && next.page === last.page) breaks.add(last);
  });
  return all.flat();
}

/** Lines that end though the next word would have found room: the author broke them. */
function forcedBreaks(all: readonly (readonly Line[])[], edges: Edges): Set<Line> {
  const breaks = new Set<Line>();
  for (const lines of all) {
    if (lines.length < 2) continue;
    const right = edges.rightOf(lines);
    const step = (position: number) => (lines[position + 1]?.y ?? 0) - (lines[position]?.y ?? 0);
    const leading = Math.min(...lines.slice(1).flatMap((_, at) => (step(at) > 0 ? step(at) : [])));
    lines.forEach((line, position) => {
      const next = lines[position + 1];
      if (next === undefined) return;
      const room = right - line.x1;
      if (/[-\u2010\u00AD]$/u.test(textOf(line.chunks))) return;
      // An empty line between them.
      const apart = step(position) > Math.max(leading * 1.6, line.size * 1.9);
      if (apart || breaksAtLabel(line, next)) breaks.add(line);
      else if (room > firstWordWidth(next) + line.size * 0.6) {
        // Where a sentence seems to go on, only a line that is much shorter.
        const least = /^[(‘“"'«]*\p{Ll}/u.test(textOf(next.chunks)) ? (right - line.x0) * 0.45 : 0;
        if (room > least) breaks.add(line);
      }
    });
  }
  return breaks;
}
