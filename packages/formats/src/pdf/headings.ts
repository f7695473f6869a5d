import { type Line, textOf } from './line.ts';
import type { Paragraph } from './paragraph.ts';

const final = /[.,;:!?…][”’"'»)\]]*$/u;
const sectionNumber = /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]{1,5}\.?)\s+\p{Lu}/u;

/** What is set apart from the text by its size, weight or place; null for running text. */
interface Look {
  readonly size: number;
  readonly weight: number;
}

/** The levels of the headings among paragraphs: the largest and heaviest is 1. */
export function headingLevels(paragraphs: readonly Paragraph[], body: number): Map<Paragraph, number> {
  const looks = new Map<Paragraph, Look>();
  const running = paragraphs.filter((each) => !each.stretch.aside);
  const bold = boldBody(running, body);
  running.forEach((paragraph, position) => {
    const look = lookOf(paragraph, running[position + 1], body, bold);
    if (look !== null) looks.set(paragraph, look);
  });
  const ranks = [
    ...new Map([...looks.values()].map((look) => [`${look.size}/${look.weight}`, look])).values(),
  ].sort((a, b) => b.size - a.size || b.weight - a.weight);
  const levels = new Map<Paragraph, number>();
  for (const [paragraph, look] of looks) {
    const rank = ranks.findIndex(({ size, weight }) => size === look.size && weight === look.weight);
    levels.set(paragraph, Math.min(6, rank + 1));
  }
  return levels;
}

/** Whether the text itself is bold: then weight says nothing. */
function boldBody(paragraphs: readonly Paragraph[], body: number): boolean {
  let [bold, all] = [0, 0];
  for (const line of paragraphs.flatMap(({ lines }) => lines)) {
    if (Math.abs(line.size - body) > 0.5) continue;
    all += 1;
    if (line.bold) bold += 1;
  }
  return bold > all * 0.5;
}

function lookOf(
  paragraph: Paragraph,
  next: Paragraph | undefined,
  body: number,
  boldText: boolean,
): Look | null {
  const { lines } = paragraph;
  const text = lines.map((line) => textOf(line.chunks)).join(' ');
  if (lines.length > 4 || text.length > 220 || !/\p{L}{2}/u.test(text)) return null;
  const size = Math.round(Math.max(...lines.map((line) => line.size)) * 2) / 2;
  const every = (of: (line: Line) => boolean) => lines.every(of);
  const large = size >= body * 1.12 + 0.2;
  if (large)
    return /[.;,:]$/u.test(text) && text.length > 40
      ? null
      : { size, weight: every(({ bold }) => bold) ? 3 : 1 };
  if (next === undefined || size < body * 0.94 || lines.length > 2 || text.length > 140) return null;
  if (final.test(text) && !/\?$/u.test(text)) return null;
  if (isBulleted(paragraph)) return null;
  const apart = paragraph.above > 1.25 || paragraph.above === Infinity || sectionNumber.test(text);
  if (every(({ bold }) => bold) && !boldText) return { size, weight: 2 };
  if (!apart || lines.length > 1) return null;
  const left = Math.min(...paragraph.stretch.lines.map(({ x0 }) => x0));
  const indented = (lines[0]?.x0 ?? 0) > left + body;
  if (
    every(({ italic }) => italic) &&
    !indented &&
    !final.test(text) &&
    text.length < 90 &&
    /^\P{Ll}/u.test(text)
  )
    return { size, weight: 0.5 };
  return null;
}

function isBulleted({ marker }: Paragraph): boolean {
  return marker !== null && /^[–—•·▪◦●○■□➢✓→*o-]$/u.test(marker);
}
