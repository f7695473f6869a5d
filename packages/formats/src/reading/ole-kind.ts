import { DomainError } from '@koersvast/core/error';
import type { FileFormat } from '@koersvast/core/file';

/**
 * Which format a compound file of Microsoft (OLE) is of: the names in its directory tell. Throws `file_encrypted` for a
 * newer document with a password, and `file_not_supported` for what is no Word document.
 */
export function kindOfOle(bytes: Uint8Array): FileFormat {
  const names = new Set(directoryOf(bytes));
  if (names.has('EncryptedPackage')) throw new DomainError('file_encrypted');
  if (names.has('WordDocument')) return 'doc';
  throw new DomainError(names.size === 0 ? 'file_damaged' : 'file_not_supported', { extension: 'ole' });
}

const LAST = 0xfffffffa;
const ENTRY = 128;
const MOST_ENTRIES = 20_000;

function directoryOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  try {
    const size = 1 << Math.min(16, view.getUint16(30, true));
    const placeOf = (sector: number) => (sector + 1) * size;
    /** The sector after this one; of the table of sectors, the first 109 parts are named in the head. */
    const after = (sector: number) => {
      const part = Math.floor((sector * 4) / size);
      if (part >= 109) return LAST;
      const table = view.getUint32(76 + part * 4, true);
      return view.getUint32(placeOf(table) + ((sector * 4) % size), true);
    };
    for (let sector = view.getUint32(48, true); sector < LAST; sector = after(sector)) {
      for (let at = placeOf(sector); at < placeOf(sector + 1); at += ENTRY) {
        const length = Math.min(64, view.getUint16(at + 64, true));
        let name = '';
        for (let unit = 0; unit + 2 < length; unit += 2)
          name += String.fromCharCode(view.getUint16(at + unit, true));
        if (name !== '') names.push(name);
      }
      // A chain of sectors that bites its own tail.
      if (names.length > MOST_ENTRIES) break;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return names;
}
