import { countWhile } from '@koersvast/core/sorted';
import { endsOf } from './letter-widths.ts';

/** Where words stand on the pages of a file, and which words stand at a place. Pure. */

/** left, top, right and bottom in points (1/72 inch), from the top left corner of the page as it is shown */
export type PageBox = readonly [number, number, number, number];

/** Words of one line, and where that stands. Offsets count UTF-16 code units of the text. */
export interface PageLine {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly page: number;
  readonly box: PageBox;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PlacedBox {
  readonly page: number;
  readonly box: PageBox;
}

/** Of letters nobody knows just how wide they are: so much of one is added at a side that is cut. */
const leeway = 0.8;
const closer = 0.3;
/** By so many letters of a line it is told whether all are equally wide, as on a typewriter. */
const tellingLetters = 20;

/** How far beside a line one may point, in points. */
const nearEnough = 18;

/** Lines by the order of the text, and by the page on which they stand. */
export class PageLines {
  readonly #inText: readonly PageLine[];
  readonly #onPage = new Map<number, PageLine[]>();
  readonly #text: string;
  /** By page, whether its letters are equally wide. */
  readonly #equal = new Map<number, boolean>();

  /** With the text it is known which letters a line has, and so where about each of them stands. */
  constructor(lines: readonly PageLine[], text = '') {
    this.#text = text;
    this.#inText = lines.toSorted((a, b) => a.start - b.start || a.end - b.end);
    for (const line of this.#inText) {
      const others = this.#onPage.get(line.page);
      if (others === undefined) this.#onPage.set(line.page, [line]);
      else others.push(line);
    }
  }

  /** Lines of which a span holds words, in text order. */
  within({ start, end }: Span): readonly PageLine[] {
    const low = countWhile(this.#inText.length, (at) => (this.#inText[at]?.end ?? 0) <= start);
    const found: PageLine[] = [];
    for (let at = low; at < this.#inText.length; at += 1) {
      const line = this.#inText[at];
      if (line === undefined || line.start >= end) break;
      found.push(line);
    }
    return found;
  }

  /**
   * Where a span stands: a box for each line, cut at the sides by how many of the line's letters it holds. Of a place
   * without words, and of words that stand nowhere on a page, the line before them.
   */
  boxesOf(span: Span): readonly PlacedBox[] {
    const lines = this.within(span);
    if (lines.length === 0) {
      const before = this.#inText.findLast(({ start }) => start <= span.start) ?? this.#inText[0];
      return before === undefined ? [] : [{ page: before.page, box: before.box }];
    }
    return lines.map((line) => ({ page: line.page, box: this.#partOf(line, span) }));
  }

  /** The place in the text at which one points in a line. */
  offsetIn(line: PageLine, x: number): number {
    const { start, end, box } = line;
    const [left, , right] = box;
    const share = (x - left) / Math.max(0.1, right - left);
    const ends = this.#endsOf(line);
    if (ends === null) return Math.min(end - 1, Math.max(start, start + Math.floor(share * (end - start))));
    const at = ends.findIndex((each) => each > share * (ends.at(-1) ?? 0));
    return start + (at < 0 ? ends.length - 1 : at);
  }

  #partOf(line: PageLine, span: Span): PageBox {
    const { start, end, box } = line;
    const [left, top, right, bottom] = box;
    const ends = this.#endsOf(line);
    const whole = ends?.at(-1) ?? end - start;
    const each = (right - left) / Math.max(1, end - start);
    const room = each * (ends === null ? leeway : closer);
    const xOf = (offset: number) => {
      const before = offset - start;
      const width = ends === null ? before : before === 0 ? 0 : (ends[before - 1] ?? whole);
      return left + ((right - left) * width) / Math.max(Number.EPSILON, whole);
    };
    return [
      span.start <= start ? left : Math.max(left, xOf(span.start) - room),
      top,
      span.end >= end ? right : Math.min(right, xOf(span.end) + room),
      bottom,
    ];
  }

  /** Where the letters of a line end, by how wide each is; null where nothing better is known than that all are alike. */
  #endsOf({ start, end, page }: PageLine): readonly number[] | null {
    if (this.#text === '' || this.#isEqual(page)) return null;
    const ends = endsOf(this.#text.slice(start, end));
    return (ends.at(-1) ?? 0) > 0 ? ends : null;
  }

  /** Whether a page was set as on a typewriter: then lines are as wide as they have letters, whichever those are. */
  #isEqual(page: number): boolean {
    const known = this.#equal.get(page);
    if (known !== undefined) return known;
    const long = (this.#onPage.get(page) ?? []).filter(({ start, end }) => end - start >= tellingLetters);
    const byCount = long.map(({ start, end, box }) => (box[2] - box[0]) / (end - start));
    const byWidth = long.map(
      ({ start, end, box }) => (box[2] - box[0]) / (endsOf(this.#text.slice(start, end)).at(-1) ?? 1),
    );
    const equal = long.length > 1 && spreadOf(byCount) < spreadOf(byWidth);
    this.#equal.set(page, equal);
    return equal;
  }

  /** The first line on a page, as it is read; null where it has none. */
  firstOn(page: number): PageLine | null {
    return this.#onPage.get(page)?.[0] ?? null;
  }

  /** The line at a place on a page, or close beside it; null where there is none. */
  at(page: number, x: number, y: number): PageLine | null {
    let [nearest, least]: [PageLine | null, number] = [null, nearEnough];
    for (const line of this.#onPage.get(page) ?? []) {
      const [left, top, right, bottom] = line.box;
      const across = Math.max(left - x, 0, x - right);
      const down = Math.max(top - y, 0, y - bottom);
      // Beside a line is nearer than above it.
      const distance = Math.hypot(across / 2, down);
      if (distance < least) [nearest, least] = [line, distance];
    }
    return nearest;
  }
}

/** How much values differ, against how large they are; lines of another size are far out, and the middle ones count. */
function spreadOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return (at(0.75) - at(0.25)) / Math.max(Number.EPSILON, at(0.5));
}
