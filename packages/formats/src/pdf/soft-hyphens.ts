import type { PDFPageProxy } from 'pdfjs-dist';

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;
type PDFOperatorList = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;

const softHyphen = '\u00AD';

/**
 * Puts hyphens back that pdf.js leaves out of the text because they stand as U+00AD (TeX writes those at line ends).
 * They are in the list of what is drawn, in the same order: the letters without white space are counted.
 */
export class SoftHyphens {
  /** Whether this file has any: then each page is asked for them. */
  found = false;
  readonly #showText: number;

  constructor(showText: number) {
    this.#showText = showText;
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
    this.found = true;
    let [passed, next] = [0, 0];
    for (const item of content.items) {
      if (!('str' in item)) continue;
      passed += visible(item.str);
      while (next < after.length && (after[next] ?? 0) < passed) next += 1;
      if (after[next] === passed && item.str.trim() !== '') {
        item.str = `${item.str.trimEnd()}${softHyphen}`;
        next += 1;
      }
    }
  }
}

function visible(text: string): number {
  return text.replace(/[\s\p{Cf}]/gu, '').length;
}
