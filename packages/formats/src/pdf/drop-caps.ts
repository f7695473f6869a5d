import { mostOf } from './line.ts';
import type { Chunk } from './page.ts';

/** How much larger than the text a letter is set that stands in front of several lines. */
const least = 1.7;

/** Puts each large letter in front of several lines before the first of them, of which it begins the first word. */
export function withDropCaps(chunks: readonly Chunk[]): readonly Chunk[] {
  const caps = chunks.filter(({ text, angle }) => angle === 0 && /^[“"‘'«]?\p{Lu}$/u.test(text));
  if (caps.length === 0) return chunks;
  const body = mostOf(chunks, ({ size }) => size);
  const placed = new Map<Chunk, Chunk | null>();
  for (const cap of caps) {
    if (cap.size < body * least) continue;
    const beside = chunks.filter(
      (chunk) =>
        chunk !== cap &&
        chunk.angle === 0 &&
        chunk.size < cap.size / least &&
        chunk.x0 >= cap.x1 - 1 &&
        chunk.x0 < cap.x1 + body * 1.2 &&
        chunk.y > cap.y - cap.size * 0.95 &&
        chunk.y <= cap.y + body * 0.2,
    );
    const first = beside.reduce<Chunk | undefined>(
      (top, chunk) => (top === undefined || chunk.y < top.y ? chunk : top),
      undefined,
    );
    // A letter beside one line alone is a heading, or a mark.
    if (first === undefined || new Set(beside.map(({ y }) => Math.round(y))).size < 2) continue;
    placed.set(cap, null);
    // The lines beside it begin where their paragraph does.
    for (const chunk of beside)
      if (Math.abs(chunk.x0 - first.x0) < 2) placed.set(chunk, { ...chunk, x0: cap.x0 });
    const space = cap.spaceAfter && first.spaceBefore ? ' ' : '';
    placed.set(first, {
      ...first,
      text: `${cap.text}${space}${first.text}`,
      x0: cap.x0,
      box: [cap.x0, first.box[1], first.box[2], first.box[3]],
    });
  }
  return placed.size === 0
    ? chunks
    : chunks.flatMap((chunk) => {
        const put = placed.get(chunk);
        return put === undefined ? [chunk] : put === null ? [] : [put];
      });
}
