import { Bytes } from './bytes.ts';

const LAST = 0xfffffffa;

/** The files in a compound file of Microsoft (MS-CFB), by their names, those at its top alone. */
export class CompoundFile {
  readonly #file: Bytes;
  readonly #size: number;
  readonly #table: number[];
  readonly #entries = new Map<string, { readonly start: number; readonly size: number }>();
  readonly #small: {
    readonly size: number;
    readonly least: number;
    readonly table: Bytes;
    readonly content: Bytes;
  };

  /** Throws a `RangeError` for what is damaged. */
  constructor(bytes: Uint8Array) {
    this.#file = new Bytes(bytes);
    this.#size = 1 << Math.min(16, Math.max(7, this.#file.u16(30)));
    this.#table = this.#readTable();
    const directory = this.#chain(this.#file.u32(48), Number.POSITIVE_INFINITY);
    let root = { start: LAST, size: 0 };
    for (let at = 0; at + 128 <= directory.length; at += 128) {
      const units = Math.min(64, directory.u16(at + 64)) / 2 - 1;
      if (units < 1) continue;
      const entry = { start: directory.u32(at + 116), size: directory.u32(at + 120) };
      const kind = directory.u8(at + 66);
      const name = directory.utf16(at, Math.floor(units));
      if (kind === 5) root = entry;
      // A document in this one has files of the same names: those of the whole come first.
      else if (kind === 2 && !this.#entries.has(name)) this.#entries.set(name, entry);
    }
    this.#small = {
      size: 1 << Math.min(16, this.#file.u16(32)),
      least: this.#file.u32(56),
      table: this.#chain(this.#file.u32(60), Number.POSITIVE_INFINITY),
      content: this.#chain(root.start, root.size),
    };
  }

  read(name: string): Bytes | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    return entry.size < this.#small.least
      ? this.#smallChain(entry.start, entry.size)
      : this.#chain(entry.start, entry.size);
  }

  #readTable(): number[] {
    const parts: number[] = [];
    const perPart = this.#size / 4;
    for (let at = 76; at < 512; at += 4) parts.push(this.#file.u32(at));
    let next = this.#file.u32(68);
    for (
      let more = this.#file.u32(72);
      more > 0 && next < LAST && parts.length * this.#size < this.#file.length;
      more -= 1
    ) {
      const from = (next + 1) * this.#size;
      for (let index = 0; index < perPart - 1; index += 1) parts.push(this.#file.u32(from + index * 4));
      next = this.#file.u32(from + (perPart - 1) * 4);
    }
    const table: number[] = [];
    for (const part of parts) {
      if (part >= LAST) continue;
      const from = (part + 1) * this.#size;
      for (let index = 0; index < perPart; index += 1) table.push(this.#file.u32(from + index * 4));
      if (table.length * this.#size > this.#file.length + perPart * this.#size) break;
    }
    return table;
  }

  /** What a chain of sectors holds. One that bites its own tail is longer than the file. */
  #chain(start: number, size: number): Bytes {
    const length = Math.min(size, this.#file.length);
    const parts: Uint8Array[] = [];
    let total = 0;
    for (let sector = start; sector < LAST && total < length; sector = this.#table[sector] ?? LAST) {
      const from = (sector + 1) * this.#size;
      if (from >= this.#file.length) throw new RangeError('outside of the file');
      const part = this.#file.slice(from, Math.min(this.#size, this.#file.length - from)).raw;
      parts.push(part);
      total += part.length;
    }
    return joined(parts, Math.min(length, total));
  }

  #smallChain(start: number, size: number): Bytes {
    const { size: unit, table, content } = this.#small;
    const length = Math.min(size, content.length);
    const parts: Uint8Array[] = [];
    let total = 0;
    for (let sector = start; sector < LAST && total < length; sector = table.u32(sector * 4)) {
      const from = sector * unit;
      const part = content.slice(from, Math.min(unit, content.length - from)).raw;
      parts.push(part);
      total += unit;
    }
    return joined(parts, length);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Bytes(whole.subarray(0, Math.min(length, whole.length)));
}
