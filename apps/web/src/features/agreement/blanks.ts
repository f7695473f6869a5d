/** A part of a paragraph; of a blank, what is to be filled in. */
export interface Piece {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  readonly isBlank: boolean;
}

/**
 * Paragraphs in pieces: `blanks` stand in them between square brackets, in this order. Other brackets, as those of an
 * interval or in what people wrote, are text.
 */
export function piecesOf(paragraphs: readonly string[], blanks: readonly string[]): readonly Piece[][] {
  const left = [...blanks];
  return paragraphs.map((paragraph) => {
    const pieces: Piece[] = [];
    let from = 0;
    const textUpTo = (end: number) => {
      if (end > from) pieces.push({ at: from, text: paragraph.slice(from, end), isBlank: false });
    };
    for (let [blank] = left; blank !== undefined; [blank] = left) {
      const at = paragraph.indexOf(`[${blank}]`, from);
      if (at < 0) break;
      textUpTo(at);
      pieces.push({ at, text: blank, isBlank: true });
      from = at + blank.length + 2;
      left.shift();
    }
    textUpTo(paragraph.length);
    return pieces;
  });
}
