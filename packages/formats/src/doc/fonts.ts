import type { Bytes } from './bytes.ts';

/** Where the name of a font begins in what is said of it (MS-DOC, 2.9.85). */
const beforeName = 40;

/** The names of the fonts of a file, as characters refer to them by their numbers. */
export function readFonts(table: Bytes): string[] {
  const fonts: string[] = [];
  if (table.length < 4) return fonts;
  const count = table.u16(0);
  for (let at = 4; fonts.length < count && at < table.length; ) {
    const length = table.u8(at) + 1;
    let name = '';
    for (let from = at + beforeName; from + 2 <= Math.min(at + length, table.length); from += 2) {
      const code = table.u16(from);
      if (code === 0) break;
      name += String.fromCharCode(code);
    }
    fonts.push(name);
    at += length;
  }
  return fonts;
}
