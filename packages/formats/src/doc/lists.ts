import type { Level, List } from '../office/list-numbers.ts';
import type { NumberFormat } from '../office/number-format.ts';
import type { Bytes } from './bytes.ts';

const formats: Readonly<Record<number, NumberFormat>> = {
  0: 'decimal',
  1: 'upper-roman',
  2: 'lower-roman',
  3: 'upper-letter',
  4: 'lower-letter',
  5: 'ordinal',
  9: 'symbol',
  22: 'decimal-zero',
  23: 'bullet',
  255: 'none',
};

export function formatOf(code: number): NumberFormat {
  return formats[code] ?? 'decimal';
}

function readLevel(table: Bytes, at: number): { level: Level; end: number } {
  const info = table.u8(at + 5);
  const textAt = at + 28 + table.u8(at + 24) + table.u8(at + 25);
  const units = table.u16(textAt);
  const text = table
    .utf16(textAt + 2, units)
    // A number stands where the number of its level does, counted from 0.
    .replace(/\p{Cc}/gu, (place) => (place <= '\b' ? `%${place.charCodeAt(0) + 1}` : place));
  const noRestart = (info & 8) !== 0;
  return {
    level: {
      start: table.i32(at),
      format: formatOf(table.u8(at + 4)),
      text,
      restart: noRestart ? table.u8(at + 26) : null,
      legal: (info & 4) !== 0,
    },
    end: textAt + 2 + units * 2,
  };
}

/** The lists of a document as its paragraphs name them, from 1 (MS-DOC, PlfLst and PlfLfo). */
export function readLists(kinds: Bytes, levels: Bytes, uses: Bytes): List[] {
  if (kinds.length < 2 || uses.length < 4) return [];
  const byKind = new Map<number, Level[]>();
  let at = 0;
  for (let index = 0; index < kinds.u16(0); index += 1) {
    const kind = 2 + index * 28;
    const own: Level[] = [];
    for (let count = (kinds.u8(kind + 26) & 1) === 1 ? 1 : 9; count > 0; count -= 1) {
      const { level, end } = readLevel(levels, at);
      own.push(level);
      at = end;
    }
    byKind.set(kinds.i32(kind), own);
  }
  return readUses(uses, byKind);
}

function readUses(uses: Bytes, byKind: ReadonlyMap<number, readonly Level[]>): List[] {
  const count = Math.min(uses.u32(0), Math.floor((uses.length - 4) / 16));
  let at = 4 + count * 16;
  return Array.from({ length: count }, (_, index) => {
    const kind = uses.i32(4 + index * 16);
    const starts = new Map<number, number>();
    const changed = new Map<number, Level>();
    at += 4;
    for (let overrides = uses.u8(4 + index * 16 + 12); overrides > 0; overrides -= 1) {
      const flags = uses.u32(at + 4);
      const level = flags & 0xf;
      if ((flags & 0x10) !== 0) starts.set(level, uses.i32(at));
      at += 8;
      if ((flags & 0x20) === 0) continue;
      const read = readLevel(uses, at);
      changed.set(level, read.level);
      if ((flags & 0x10) !== 0) starts.set(level, read.level.start);
      at = read.end;
    }
    const own = byKind.get(kind);
    return {
      id: String(index + 1),
      kind: String(kind),
      starts,
      level: (level: number) => changed.get(level) ?? own?.[level] ?? null,
    };
  });
}
