import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Bytes } from './bytes.ts';
import { readFonts } from './fonts.ts';
import { docReader } from './read.ts';

const file = (name: string) => readFileSync(new URL(`../../fixtures/files/${name}.doc`, import.meta.url));

/** A file with one character of its text as another, which takes as much room. */
function withCharacter(bytes: Buffer, around: string, at: number, character: string): Buffer {
  const changed = Buffer.from(bytes);
  for (const [encoding, width] of [
    ['utf16le', 2],
    ['latin1', 1],
  ] as const) {
    const from = changed.indexOf(Buffer.from(around, encoding));
    if (from < 0) continue;
    Buffer.from(character, encoding).copy(changed, from + at * width);
    return changed;
  }
  throw new Error(`“${around}” is not in the file`);
}

describe('a file of Word 97', () => {
  it('keeps what follows a field that never ends, or one that ends and never began', async () => {
    const bytes = file('brief-kort');
    const { text } = await docReader.read(bytes, { encoding: null });
    const place = text.indexOf(' ', text.indexOf(',') + 20);
    const around = text.slice(place - 8, place + 8);
    expect(around).not.toContain('\n');
    for (const mark of ['\u0013', '\u0014', '\u0015']) {
      const read = await docReader.read(withCharacter(bytes, around, 8, mark), { encoding: null });
      expect(read.text).toBe(text.slice(0, place) + text.slice(place + 1));
    }
  });

  it('names its fonts, and none in a table that is cut off', () => {
    const entry = (name: string) => {
      const length = 40 + (name.length + 1) * 2;
      const bytes = Buffer.alloc(length);
      bytes[0] = length - 1;
      bytes.write(name, 40, 'utf16le');
      return bytes;
    };
    const table = Buffer.concat([Buffer.from([2, 0, 0, 0]), entry('Symbol'), entry('Wingdings')]);
    expect(readFonts(new Bytes(table))).toEqual(['Symbol', 'Wingdings']);
    expect(readFonts(new Bytes(table.subarray(0, 70)))).toEqual(['Symbol', '']);
    expect(readFonts(new Bytes(Buffer.alloc(0)))).toEqual([]);
  });
});
