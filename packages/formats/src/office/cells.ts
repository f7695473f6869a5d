import type { Piece, Run } from '../reading/piece.ts';

/** Tables that only arrange a page have cells like this: with headings, tables, or many paragraphs in them. */
const mostParagraphs = 12;

function isLayout(pieces: readonly Piece[]): boolean {
  return (
    pieces.length > mostParagraphs || pieces.some(({ kind }) => kind === 'heading' || kind === 'table_cell')
  );
}

/** The paragraphs of a cell as one stretch of text, with a line break between them. */
function joinedRuns(pieces: readonly Piece[]): Run[] {
  return pieces.flatMap((piece, index): readonly Run[] =>
    index === 0 ? piece.runs : [{ lineBreak: true }, ...piece.runs],
  );
}

/**
 * The pieces of a table, given those of its cells by rows. A cell becomes one piece; of one that arranges a page, and of
 * a table that has only one cell, the pieces remain what they are.
 */
export function tablePieces(rows: readonly (readonly (readonly Piece[])[])[]): Piece[] {
  const [only, ...others] = rows.flat();
  if (only !== undefined && others.length === 0) return [...only];
  const pieces: Piece[] = [];
  let opens: Piece['opens'] = 'table';
  for (const row of rows) {
    opens ??= 'row';
    for (const cell of row) {
      if (isLayout(cell)) {
        pieces.push(...cell);
        opens = 'table';
        continue;
      }
      pieces.push({ kind: 'table_cell', runs: joinedRuns(cell), ...(opens === undefined ? {} : { opens }) });
      opens = undefined;
    }
  }
  return pieces;
}
