/** What a file of RTF consists of, in its order. */
export interface RtfHandler {
  open(): void;
  close(): void;
  /** A control word; null when it has no number. */
  word(name: string, parameter: number | null): void;
  /** A control symbol: one character that is no letter. */
  symbol(character: string): void;
  /** Bytes of text, in whatever encoding holds there. */
  bytes(bytes: Uint8Array): void;
}

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LF = 0x0a;
const CR = 0x0d;

const isLetter = (byte: number) => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - 0x30;
  const low = byte | 0x20;
  return low >= 0x61 && low <= 0x66 ? low - 0x57 : -1;
}

/** Reads a file of RTF to the end of its first group; says whether that end was there. */
export function scanRtf(file: Uint8Array, handler: RtfHandler): boolean {
  let at = 0;
  let depth = 0;
  while (at < file.length) {
    const byte = file[at] ?? 0;
    if (byte === OPEN) {
      depth += 1;
      at += 1;
      handler.open();
    } else if (byte === CLOSE) {
      depth -= 1;
      at += 1;
      handler.close();
      if (depth <= 0) return true;
    } else if (byte === BACKSLASH) at = control(file, at + 1, handler);
    else if (byte === LF || byte === CR) at += 1;
    else {
      const from = at;
      while (at < file.length && !isSpecial(file[at] ?? 0)) at += 1;
      handler.bytes(file.subarray(from, at));
    }
  }
  return false;
}

function isSpecial(byte: number): boolean {
  return byte === BACKSLASH || byte === OPEN || byte === CLOSE || byte === LF || byte === CR;
}

/** Reads what follows a backslash, and says where it ends. */
function control(file: Uint8Array, start: number, handler: RtfHandler): number {
  let at = start;
  const first = file[at] ?? 0;
  if (!isLetter(first)) {
    if (first === 0x27) {
      const high = hexDigit(file[at + 1] ?? 0);
      const low = hexDigit(file[at + 2] ?? 0);
      if (high < 0 || low < 0) return at + 1;
      handler.bytes(Uint8Array.of(high * 16 + low));
      return at + 3;
    }
    handler.symbol(String.fromCharCode(first));
    return at + 1;
  }
  while (at < file.length && at - start < 40 && isLetter(file[at] ?? 0)) at += 1;
  const name = String.fromCharCode(...file.subarray(start, at));
  const numberFrom = at;
  if (file[at] === 0x2d) at += 1;
  while (at < file.length && at - numberFrom < 11 && isDigit(file[at] ?? 0)) at += 1;
  const digits = String.fromCharCode(...file.subarray(numberFrom, at));
  const parameter = /\d/.test(digits) ? Number(digits) : null;
  if (parameter === null) at = numberFrom;
  if (file[at] === 0x20) at += 1;
  // Raw bytes of a picture, in which braces mean nothing.
  if (name === 'bin') return at + Math.max(0, parameter ?? 0);
  handler.word(name, parameter);
  return at;
}
