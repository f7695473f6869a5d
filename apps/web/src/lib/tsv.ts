/**
 * Cells as spreadsheets put them on the clipboard: rows by line ends, cells by tabs, and in quotation marks what has
 * either, or such a mark, in it.
 */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const { cell, end } = cellAt(text, at);
    rows.at(-1)?.push(cell);
    const mark = text[end];
    if (mark === undefined) break;
    if (mark !== '\t') rows.push([]);
    at = mark === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    // What ends with a line end has no row behind it.
    if (at === text.length && mark !== '\t') {
      rows.pop();
      break;
    }
  }
  return rows;
}

function cellAt(text: string, from: number): { readonly cell: string; readonly end: number } {
  if (text[from] === '"') {
    const quoted = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;
    quoted.lastIndex = from;
    const found = quoted.exec(text);
    if (found)
      return {
        cell: (found[1] ?? '').replaceAll('""', '"').replaceAll(/\r\n?/g, '\n'),
        end: from + found[0].length,
      };
  }
  const rest = /[^\t\r\n]*/y;
  rest.lastIndex = from;
  const cell = rest.exec(text)?.[0] ?? '';
  return { cell, end: from + cell.length };
}

export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) =>
      cells.map((cell) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n');
}
