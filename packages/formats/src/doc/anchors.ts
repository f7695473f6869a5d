import { writeNumber } from '../office/number-format.ts';
import type { Bytes } from './bytes.ts';
import type { WordFile } from './file.ts';
import { formatOf } from './lists.ts';

/** A note at the place that points at it. */
export interface Anchor {
  readonly id: string;
  /** Null when its author chose the mark, which stands there in the text. */
  readonly mark: string | null;
  readonly start: number;
  readonly end: number;
}

/** How many entries a table of places has, each with so many bytes beside its place. */
function entries(table: Bytes, width: number): number {
  return Math.max(0, Math.floor((table.length - 4) / (4 + width)));
}

/** The notes, by the character in the text that points at each. */
export function noteAnchors(file: WordFile): Map<number, Anchor> {
  const anchors = new Map<number, Anchor>();
  const settings = file.table('settings');
  const formats = settings.length > 0x38 ? settings.u16(0x36) : 0;
  for (const [kind, text, format] of [
    ['footnote', 'footnotes', (formats >> 2) & 0xf],
    ['endnote', 'endnotes', (formats >> 6) & 0xf],
  ] as const) {
    const places = file.table(`${kind}Places`);
    const bounds = file.table(`${kind}Texts`);
    const { start } = file.range(text);
    let counted = 0;
    for (let index = 0; index < entries(places, 2); index += 1) {
      const automatic = places.u16((entries(places, 2) + 1) * 4 + index * 2) !== 0;
      if (automatic) counted += 1;
      anchors.set(places.u32(index * 4), {
        id: `${kind} ${index + 1}`,
        mark: automatic ? writeNumber(counted, formatOf(format)) : null,
        start: start + bounds.u32(index * 4),
        end: start + bounds.u32(index * 4 + 4),
      });
    }
  }
  return anchors;
}

/** The texts of boxes, by the character in the text that they are anchored at. */
export function boxAnchors(file: WordFile): { at: Map<number, Range[]>; others: Range[] } {
  const shapes = file.table('shapes');
  const boxes = file.table('boxes');
  const { start } = file.range('boxes');
  const byShape = new Map<number, number>();
  const count = entries(shapes, 26);
  for (let index = 0; index < count; index += 1)
    byShape.set(shapes.u32((count + 1) * 4 + index * 26), shapes.u32(index * 4));
  const at = new Map<number, Range[]>();
  const others: Range[] = [];
  const many = entries(boxes, 22);
  for (let index = 0; index < many; index += 1) {
    const range = { start: start + boxes.u32(index * 4), end: start + boxes.u32(index * 4 + 4) };
    const place = byShape.get(boxes.u32((many + 1) * 4 + index * 22 + 14));
    if (place === undefined) others.push(range);
    else at.set(place, [...(at.get(place) ?? []), range]);
  }
  return { at, others };
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The texts of heads and feet; the first six are lines between text and notes. */
export function headRanges(file: WordFile): Range[] {
  const table = file.table('heads');
  const { start, end } = file.range('heads');
  const count = Math.floor(table.length / 4) - 1;
  const ranges: Range[] = [];
  for (let index = 6; index < count - 1; index += 1) {
    const range = { start: start + table.u32(index * 4), end: start + table.u32(index * 4 + 4) };
    if (range.start < range.end && range.end <= end) ranges.push(range);
  }
  return ranges;
}
