import type { SearchLine } from '@koersvast/contracts';

/** The name of a hit, in the address too. */
export const keyOf = ({ documentId, start, end }: Pick<SearchLine, 'documentId' | 'start' | 'end'>): string =>
  `${documentId} ${start} ${end}`;

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const leftToRight = /\p{L}/u;

/** Which way a text is read: what stands before a hit stands on that side of it. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  for (const each of text) {
    if (rightToLeft.test(each)) return 'rtl';
    if (leftToRight.test(each)) return 'ltr';
  }
  return 'ltr';
}

/** The same of a line: a hit may be a word of another script than what it stands in. */
export const directionOfLine = ({ left, hit, right }: Pick<SearchLine, 'left' | 'hit' | 'right'>) =>
  directionOf(`${left}${hit}${right}`);

/** On one line. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ');

interface Piece {
  /** Where it begins in the text that was taken apart. */
  readonly from: number;
  readonly text: string;
  readonly isHit: boolean;
}

/** A text taken apart at the hits in it, which may overlap; places are offsets in the document. */
export function piecesOf(
  { start: from, text }: { readonly start: number; readonly text: string },
  hits: readonly { readonly start: number; readonly end: number }[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const push = (to: number, isHit: boolean) => {
    const end = Math.min(to, text.length);
    if (end <= at) return;
    pieces.push({ from: at, text: text.slice(at, end), isHit });
    at = end;
  };
  for (const { start, end } of hits) {
    push(start - from, false);
    push(end - from, true);
  }
  push(text.length, false);
  return pieces;
}
