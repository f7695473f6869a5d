import { type Line, lineOf, rowsOf, textOf } from './line.ts';
import type { Chunk } from './page.ts';
import type { Dropped } from './running.ts';

/** Text that is turned otherwise than the rest of its page, by how it is turned. */
interface PageTurned {
  readonly page: number;
  readonly turned: readonly (readonly Chunk[])[];
}

/** On so many of the pages. */
const share = 0.6;

/** Where a turned line stands and what it says, numbers apart. */
function keyOf({ chunks, y }: Line): string {
  const words = textOf(chunks).replace(/\d+/gu, '#').toLowerCase();
  return `${chunks[0]?.angle ?? 0}/${Math.round(y / 6)}/${words}`;
}

/**
 * The lines of what is turned, without those that stand at the same place on most pages, as the number of a paper in its
 * margin.
 */
export function turnedLines(pages: readonly PageTurned[]): {
  readonly lines: readonly (readonly (readonly Line[])[])[];
  readonly dropped: readonly Dropped[];
} {
  const all = pages.map(({ page, turned }) =>
    turned.map((chunks) => rowsOf(chunks).map((row) => lineOf(page, row))),
  );
  const seen = new Map<string, Set<number>>();
  for (const line of all.flat(2)) seen.set(keyOf(line), (seen.get(keyOf(line)) ?? new Set()).add(line.page));
  const isRunning = (line: Line) => (seen.get(keyOf(line))?.size ?? 0) >= Math.max(2, pages.length * share);
  return {
    lines: all.map((groups) =>
      groups.map((lines) => lines.filter((line) => !isRunning(line))).filter(({ length }) => length > 0),
    ),
    dropped: all
      .flat(2)
      .filter(isRunning)
      .map(({ page, chunks, box }) => ({ why: 'running', page, text: textOf(chunks), box })),
  };
}
