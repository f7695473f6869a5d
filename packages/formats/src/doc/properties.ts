import { countWhile } from '@koersvast/core/sorted';
import type { Bytes } from './bytes.ts';

/** Properties of a paragraph, of characters: what is said of them by number. */
export type Properties = ReadonlyMap<number, number>;

/** The properties that are read, by the numbers that Word knows them by (MS-DOC, 2.6). */
export const sprm = {
  deleted: 0x0800,
  inserted: 0x0801,
  special: 0x0855,
  hidden: 0x083c,
  superscript: 0x2a48,
  symbol: 0x6a09,
  font: 0x4a4f,
  inTable: 0x2416,
  endsRow: 0x2417,
  endsInnerCell: 0x244b,
  endsInnerRow: 0x244c,
  level: 0x260a,
  list: 0x460b,
  outline: 0x2640,
  depth: 0x6649,
} as const;

const read = new Set<number>(Object.values(sprm));

/** The widths of operands, by the three highest bits. */
const widths = [1, 1, 2, 4, 2, 2, -1, 3];

export function readProperties(list: Bytes): Properties {
  const found = new Map<number, number>();
  for (let at = 0; at + 2 < list.length; ) {
    const code = list.u16(at);
    at += 2;
    let width = widths[code >> 13] ?? 1;
    if (width < 0) width = code === 0xd608 ? list.u16(at) + 1 : list.u8(at) + 1;
    if (at + width > list.length) break;
    if (read.has(code)) {
      found.set(code, width === 1 ? list.u8(at) : width === 2 ? list.u16(at) : list.u32(at));
    }
    at += width;
  }
  return found;
}

/** Which properties hold in which part of the file, found by place. */
export class PropertyRuns<T> {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #values: (T | null)[] = [];
  #last = 0;

  /** Runs are to be added in the order of their places. */
  add(start: number, end: number, value: T | null): void {
    this.#starts.push(start);
    this.#ends.push(end);
    this.#values.push(value);
  }

  /** What holds at a place, and where that ends. */
  at(place: number): { readonly value: T | null; readonly end: number } {
    const index = this.#indexOf(place);
    const end = this.#ends[index] ?? place + 1;
    if (index < 0 || place >= end)
      return { value: null, end: this.#starts[index + 1] ?? Number.POSITIVE_INFINITY };
    return { value: this.#values[index] ?? null, end };
  }

  #indexOf(place: number): number {
    const from = this.#starts[this.#last];
    if (from !== undefined && from <= place && place < (this.#ends[this.#last] ?? 0)) return this.#last;
    const found = countWhile(this.#starts.length, (at) => (this.#starts[at] ?? 0) <= place) - 1;
    this.#last = Math.max(0, found);
    return found;
  }
}

const PAGE = 512;

export interface ParagraphRun {
  readonly style: number;
  readonly properties: Properties;
}

/** The properties of paragraphs, from the pages that a table names (MS-DOC, PlcBtePapx). */
export function paragraphRuns(document: Bytes, table: Bytes): PropertyRuns<ParagraphRun> {
  const runs = new PropertyRuns<ParagraphRun>();
  for (const page of pagesOf(document, table)) {
    const count = page.u8(511);
    for (let index = 0; index < count; index += 1) {
      const at = page.u8((count + 1) * 4 + index * 13) * 2;
      const short = at === 0 ? 0 : page.u8(at);
      const from = short === 0 ? at + 2 : at + 1;
      const length = at === 0 ? 0 : short === 0 ? page.u8(at + 1) * 2 : short * 2 - 1;
      const value =
        length < 2
          ? null
          : {
              style: page.u16(from),
              properties: readProperties(page.slice(from + 2, Math.min(length - 2, PAGE - from - 2))),
            };
      runs.add(page.u32(index * 4), page.u32(index * 4 + 4), value);
    }
  }
  return runs;
}

/** The properties of characters (MS-DOC, PlcBteChpx). */
export function characterRuns(document: Bytes, table: Bytes): PropertyRuns<Properties> {
  const runs = new PropertyRuns<Properties>();
  for (const page of pagesOf(document, table)) {
    const count = page.u8(511);
    for (let index = 0; index < count; index += 1) {
      const at = page.u8((count + 1) * 4 + index) * 2;
      const value =
        at === 0 ? null : readProperties(page.slice(at + 1, Math.min(page.u8(at), PAGE - at - 1)));
      runs.add(page.u32(index * 4), page.u32(index * 4 + 4), value);
    }
  }
  return runs;
}

function pagesOf(document: Bytes, table: Bytes): Bytes[] {
  const count = Math.max(0, Math.floor((table.length - 4) / 8));
  return Array.from({ length: count }, (_, index) =>
    document.slice((table.u32((count + 1) * 4 + index * 4) & 0x3fffff) * PAGE, PAGE),
  );
}
