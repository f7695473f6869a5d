import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Mend, mendReading, type ReadFile } from '@koersvast/formats';

/** A reading as it is kept until it is a document: small, and for this program alone. */
export function packReading(read: ReadFile): Uint8Array {
  return deflateRawSync(JSON.stringify(read), { level: 1 });
}

export function unpackReading(packed: Uint8Array): ReadFile {
  return JSON.parse(inflateRawSync(packed).toString('utf8')) as ReadFile;
}

/** With what was mended in it. */
export const mendedReading = (packed: Uint8Array, mends: readonly Mend[]): ReadFile => {
  const read = unpackReading(packed);
  return mends.length === 0 ? read : mendReading(read, mends);
};
