import { DomainError } from '@koersvast/core/error';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openZip } from './zip.ts';

const text = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? undefined);
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
  return null;
};

/** Writes a number over one of the directory of a zip with one file. */
function forged(bytes: Uint8Array, field: number, value: number, size: 2 | 4 = 4): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const directory = view.getUint32(copy.length - 22 + 16, true);
  if (size === 4) view.setUint32(directory + field, value, true);
  else view.setUint16(directory + field, value, true);
  return copy;
}

const limits = { unpacked: 1_000_000, unpackedFile: 600_000 };
const zeros = new Uint8Array(700_000);

describe('openZip', () => {
  it('gives the files of a zip, packed and stored', () => {
    const zip = openZip(
      zipSync({
        'map/a.txt': strToU8('Een brief. '.repeat(50)),
        'b.txt': [strToU8('B'), { level: 0 }],
        'é.txt': strToU8('E'),
      }),
    );
    expect(zip.names).toEqual(['map/a.txt', 'b.txt', 'é.txt']);
    expect(text(zip.read('map/a.txt'))).toBe('Een brief. '.repeat(50));
    expect(text(zip.read('b.txt'))).toBe('B');
    expect(zip.read('c.txt')).toBeNull();
  });

  it('leaves what is packed within it packed', () => {
    const inner = zipSync({ 'a.txt': strToU8('A') });
    expect(openZip(zipSync({ 'inner.zip': inner })).read('inner.zip')).toEqual(inner);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\windows\\x', '..\\x', 'a\u0000b', 'a\nb'])(
    'refuses the name %j',
    (name) => {
      expect(codeOf(() => openZip(zipSync({ [name]: strToU8('x') })))).toBe('file_unsafe');
    },
  );

  it('refuses what becomes too large, before and while it unpacks', () => {
    const bomb = zipSync({ a: zeros });
    expect(bomb.length).toBeLessThan(1_000);
    expect(codeOf(() => openZip(bomb, limits))).toBe('file_unpacks_too_large');
    const many = zipSync({
      a: zeros.subarray(0, 500e3),
      b: zeros.subarray(0, 500e3),
      c: zeros.subarray(0, 500e3),
    });
    expect(codeOf(() => openZip(many, limits))).toBe('file_unpacks_too_large');
    const lying = openZip(forged(bomb, 24, 1_000), limits);
    expect(codeOf(() => lying.read('a'))).toBe('file_damaged');
  });

  it('counts what was unpacked in all, however small each says that it is', () => {
    const twice = openZip(zipSync({ a: zeros.subarray(0, 450e3), b: zeros.subarray(0, 450e3) }), limits);
    twice.read('a');
    twice.read('b');
    expect(codeOf(() => twice.read('a'))).toBe('file_unpacks_too_large');
  });

  const small = zipSync({ a: strToU8('Een brief. '.repeat(100)) });
  it.each<[string, Uint8Array, string]>([
    ['cut off', small.subarray(0, small.length - 10), 'file_damaged'],
    ['nothing but its head', strToU8('PK\u0003\u0004'), 'file_damaged'],
    ['a directory that lies elsewhere', forged(small, 42, 5_000_000), 'file_damaged'],
    ['another way of packing', forged(small, 10, 99, 2), 'file_damaged'],
    ['a password', forged(small, 8, 1, 2), 'file_encrypted'],
    ['more bytes than there are', forged(small, 20, 5_000_000), 'file_damaged'],
    ['another checksum', forged(small, 16, 1), 'file_damaged'],
    ['another size', forged(small, 24, 1_101), 'file_damaged'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => openZip(bytes).read('a'))).toBe(code);
  });

  it('refuses more files than any document has', () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}`, strToU8('')])),
      { level: 0 },
    );
    expect(codeOf(() => openZip(many))).toBe('file_unpacks_too_large');
  });

  it('survives any bytes', () => {
    for (let at = 0; at < small.length; at += 1) {
      const damaged = small.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const code = codeOf(() => openZip(damaged).read('a'));
      expect([null, 'file_damaged', 'file_encrypted', 'file_unsafe', 'file_unpacks_too_large']).toContain(
        code,
      );
    }
  });
});
