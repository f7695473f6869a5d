/** Numbers in a file of Word, the lowest byte first. What lies outside throws a `RangeError`. */
export class Bytes {
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.length;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  i32(at: number): number {
    return this.#view.getInt32(at, true);
  }

  slice(from: number, length: number): Bytes {
    if (from < 0 || length < 0 || from + length > this.length) throw new RangeError('outside of the file');
    return new Bytes(this.#bytes.subarray(from, from + length));
  }

  get raw(): Uint8Array {
    return this.#bytes;
  }

  utf16(from: number, units: number): string {
    const codes = Array.from({ length: units }, (_, index) => this.u16(from + index * 2));
    return String.fromCharCode(...codes);
  }
}
