import type { PDFPageProxy } from 'pdfjs-dist';

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type PDFOperatorList = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;

const softHyphen = '\u00AD';

/**
 * Puts hyphens back that pdf.js leaves out of the text because they stand as U+00AD (TeX writes those at line ends).
 * They are in the list of what is drawn, in the same order: the letters without white space are counted.
 */
export class SoftHyphens {
  #found = false;
  /** Line ends that break a word by a hyphen that pdf.js gives. */
  #given = 0;
  readonly #showText: number;

  constructor(showText: number) {
    this.#showText = showText;
  }

  /**
   * Whether a page may have any: each page of a file that has them, or that breaks no word otherwise. One that has no
   * word to break on its first page may break one on its last.
   */
  mayStandIn(content: TextContent): boolean {
    for (const item of content.items) {
      if ('str' in item && item.hasEOL && /\p{Ll}[-\u2010]$/u.test(item.str)) this.#given += 1;
    }
    return this.#found || this.#given < 2;
  }

  restore({ fnArray, argsArray }: PDFOperatorList, content: TextContent): void {
    const after: number[] = [];
    let count = 0;
    fnArray.forEach((operation, position) => {
      if (operation !== this.#showText) return;
      const [glyphs] = argsArray[position] ?? [];
      for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
        const letter: unknown = typeof glyph === 'object' && glyph !== null ? glyph.unicode : null;
        if (typeof letter !== 'string') continue;
        if (letter === softHyphen) after.push(count);
        else count += visible(letter);
      }
    });
    if (after.length === 0) return;
    this.#found = true;
    let [passed, next] = [0, 0];
    for (const item of content.items) {
      if (!('str' in item)) continue;
      const before = passed;
      passed += visible(item.str);
      const within: number[] = [];
      for (; (after[next] ?? passed) < passed; next += 1) within.push((after[next] ?? 0) - before);
      // From the last on, so that places before it stay.
      for (const count of within.toReversed()) item.str = withHyphen(item.str, count);
      if (after[next] === passed && item.str.trim() !== '') {
        if (!closeGap(content.items, item)) item.str = `${item.str.trimEnd()}${softHyphen}`;
        next += 1;
      }
    }
  }
}

/** Letters with a hyphen behind so many of them that are seen. */
function withHyphen(text: string, count: number): string {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen === count) return count === 0 ? text : `${text.slice(0, at)}-${text.slice(at)}`;
    seen += visible(text[at] ?? '');
  }
  return text;
}

type Item = TextContent['items'][number];
type TextItem = Extract<Item, { str: string }>;

const place = ({ transform }: TextItem): [number, number, number] => [
  transform[4] ?? 0,
  transform[5] ?? 0,
  Math.hypot(transform[2] ?? 0, transform[3] ?? 0),
];

/**
 * Within a line the sign is the hyphen of a word, drawn with the letter that breaks words: it fills the gap that pdf.js
 * takes for a space. Returns false at the end of a line.
 */
function closeGap(items: readonly Item[], item: TextItem): boolean {
  const [left, height, size] = place(item);
  const spaces: TextItem[] = [];
  for (const next of items.slice(items.indexOf(item) + 1, items.indexOf(item) + 12)) {
    if (!('str' in next)) continue;
    const [start, level] = place(next);
    const gap = start - left - item.width;
    if (Math.abs(level - height) > 0.5 || gap < -0.1 || next.hasEOL) return false;
    if (next.str.trim() === '') {
      spaces.push(next);
      continue;
    }
    // `midden- en kleinbedrijf` has a space behind it as well.
    const filled = gap < size * 0.5;
    for (const space of filled ? spaces : []) space.str = '';
    item.str = `${item.str.trimEnd()}-`;
    item.width = filled ? start - left : item.width + size * 0.3;
    return true;
  }
  return false;
}

function visible(text: string): number {
  return text.replace(/[\s\p{Cf}]/gu, '').length;
}
