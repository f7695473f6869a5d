import { itemAt } from './item.ts';
/**
 * Compares two texts by code point, as Python, R and PostgreSQL's C collation do. The language's own `<`
 * compares UTF-16 code units and so puts astral characters before U+E000 to U+FFFF.
 */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Puts surrogates above all other code units, which is where the characters they stand for belong. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Compares two lists of texts, item by item. */
export function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const right = b[i];
    if (right === undefined) return 1;
    const order = compareText(itemAt(a, i), right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
