import { DomainError } from '@koersvast/core/error';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { safePath } from './path.ts';
import { type Unpacked, Unpacker, type UnpackLimits } from './unpack.ts';

const limits: UnpackLimits = {
  files: 20,
  archives: 3,
  unpacked: 1_000_000,
  unpackedFile: 600_000,
  name: 160,
  folders: 12,
};
const words = (of: string) => strToU8(`Een brief over ${of}.`);
const zeros = (length: number) => new Uint8Array(length);

function said(each: Unpacked): string {
  if (each.kind === 'left_out') return `${each.path} − ${each.why}`;
  if (each.kind === 'refused') return `${each.path} ! ${each.refusal.code}`;
  try {
    return `${each.path} = ${each.open().length > 100 ? each.size : new TextDecoder().decode(each.open())}`;
  } catch (error) {
    return `${each.path} ? ${error instanceof DomainError ? error.code : String(error)}`;
  }
}

function unpacked(files: Readonly<Record<string, Uint8Array>>): string[] {
  const unpacker = new Unpacker(limits);
  return Object.entries(files).flatMap(([path, bytes]) => [...unpacker.unpack(path, bytes)].map(said));
}

/** Writes numbers over those of the directory of a zip, for its first file. */
function forged(bytes: Uint8Array, field: number, value: number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(view.getUint32(copy.length - 22 + 16, true) + field, value, true);
  return copy;
}

describe('Unpacker', () => {
  it('lays the files of archives, and of those within them, beside each other', () => {
    const inner = zipSync({ 'a.txt': words('A') });
    expect(
      unpacked({
        'los.txt': words('los'),
        'dossier.zip': zipSync({ 'map/b.txt': words('B'), 'binnen.ZIP': inner, 'map/': zeros(0) }),
      }),
    ).toEqual([
      'los.txt = Een brief over los.',
      'dossier/map/b.txt = Een brief over B.',
      'dossier/binnen/a.txt = Een brief over A.',
    ]);
  });

  it('leaves documents packed', () => {
    const docx = zipSync({ '[Content_Types].xml': words('x'), 'word/document.xml': words('x') });
    const odt = zipSync({ mimetype: words('x'), 'content.xml': words('x') });
    expect(unpacked({ 'a.docx': docx, 'b.odt': odt, 'c.zip': zipSync({ 'd.docx': docx }) })).toEqual([
      `a.docx = ${docx.length}`,
      `b.odt = ${odt.length}`,
      `c/d.docx = ${docx.length}`,
    ]);
  });

  it.each<[string, string]>([
    ['__MACOSX/brief.pdf', 'system_file'],
    ['map/.DS_Store', 'system_file'],
    ['map/Thumbs.db', 'system_file'],
    ['desktop.ini', 'system_file'],
    ['map/._brief.pdf', 'hidden_file'],
    ['.git/config', 'hidden_file'],
    ['~$brief.docx', 'lock_file'],
    ['.~lock.brief.odt#', 'lock_file'],
  ])('leaves out %s and says so', (name, why) => {
    expect(unpacked({ [name]: words('x') })).toEqual([`${name} − ${why}`]);
    expect(unpacked({ 'd.zip': zipSync({ [name]: words('x') }) })).toEqual([`d/${name} − ${why}`]);
  });

  it('leaves out what is empty or points elsewhere', () => {
    const link = zipSync({ link: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    expect(
      unpacked({ 'leeg.txt': zeros(0), 'd.zip': zipSync({ 'leeg.txt': zeros(0) }), 'l.zip': link }),
    ).toEqual(['leeg.txt − empty_file', 'd/leeg.txt − empty_file', 'l/link − link']);
  });

  it.each<[string, string]>([
    ['../../etc/passwd', 'etc/passwd'],
    ['/etc/passwd', 'etc/passwd'],
    ['C:\\windows\\brief.txt', 'windows/brief.txt'],
    ['a/../../b.txt', 'a/b.txt'],
    ['a\u0000b\n.txt', 'a_b_.txt'],
    ['brief\u202Efdp.exe', 'brief_fdp.exe'],
    ['  a / b.txt ', 'a/b.txt'],
    ['..', '_'],
    ['', '_'],
    ['\uD800.txt', '\uFFFD.txt'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(155)}….pdf`],
    [`${'x'.repeat(154)}\u{1F600}${'y'.repeat(100)}.pdf`, `${'x'.repeat(154)}….pdf`],
    [`${'m/'.repeat(40)}b.txt`, `${'m/'.repeat(12)}b.txt`],
  ])('makes %j a name within the drop', (named, path) => {
    expect(safePath(named)).toBe(path);
    expect(safePath(path)).toBe(path);
    if (named === '' || named === '..') return;
    const entries = [...new Unpacker(limits).unpack('d.zip', zipSync({ [named]: words('x') }))];
    expect(entries.map((each) => [each.path, safePath(each.path)])).toEqual(
      entries.map(({ path: own }) => [own, own]),
    );
  });

  it('tells files apart whose names are equal but for case, and overwrites none', () => {
    expect(
      unpacked({
        'd.zip': zipSync({
          'Brief.txt': words('1'),
          'brief.TXT': words('2'),
          'e\u0301.txt': words('3'),
          '\u00E9.txt': words('4'),
        }),
        'd/brief.txt': words('5'),
      }),
    ).toEqual([
      'd/Brief.txt = Een brief over 1.',
      'd/brief [2].TXT = Een brief over 2.',
      'd/e\u0301.txt = Een brief over 3.',
      'd/\u00E9 [2].txt = Een brief over 4.',
      'd/brief [3].txt = Een brief over 5.',
    ]);
  });

  it('reads names as DOS, Windows and Unix wrote them', () => {
    const named = (name: Uint8Array, madeOn: number) => {
      const bytes = zipSync({ [`${'x'.repeat(name.length)}.txt`]: [words('x'), { os: madeOn }] });
      const directory = new DataView(bytes.buffer).getUint32(bytes.length - 22 + 16, true);
      bytes.set(name, directory + 46);
      return [...new Unpacker(limits).unpack('d.zip', bytes)].map(({ path }) => path);
    };
    expect(named(Uint8Array.of(0x63, 0x6f, 0x94, 0x72), 0)).toEqual(['d/coör.txt']);
    expect(named(Uint8Array.of(0x43, 0xc3, 0xa9), 0)).toEqual(['d/Cé.txt']);
  });

  it('refuses archives within archives beyond the limit, and goes on with the rest', () => {
    let nested = zipSync({ 'diep.txt': words('diep') });
    for (let depth = 0; depth < 4; depth += 1)
      nested = zipSync({ 'in.zip': nested, 'naast.txt': words('naast') });
    expect(unpacked({ 'd.zip': nested })).toEqual([
      'd/in/in/in.zip ! archive_too_deep',
      'd/in/in/naast.txt = Een brief over naast.',
      'd/in/naast.txt = Een brief over naast.',
      'd/naast.txt = Een brief over naast.',
    ]);
  });

  it('refuses what becomes too large, alone, together or within another, and goes on with the rest', () => {
    const bomb = zipSync({ 'a.txt': zeros(700_000), 'b.txt': words('b') });
    expect(unpacked({ 'd.zip': bomb, 'c.txt': words('c') })).toEqual([
      'd/a.txt ! file_unpacks_too_large',
      'd/b.txt = Een brief over b.',
      'c.txt = Een brief over c.',
    ]);
    const half = zipSync({ 'a.txt': zeros(550_000) });
    expect(unpacked({ 'd.zip': zipSync({ 'x.zip': half, 'y.zip': half }) })).toEqual([
      'd/x/a.txt = 550000',
      'd/y/a.txt ! file_unpacks_too_large',
    ]);
    expect(unpacked({ 'd.zip': forged(bomb, 24, 1_000) })[0]).toBe('d/a.txt ? file_damaged');
  });

  it('refuses more files than a drop may hold', () => {
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 19 }, (_, at) => [`${at}.txt`, words('x')])),
    );
    expect(unpacked({ 'a.zip': many, 'b.zip': many }).slice(19)).toEqual([
      'b/0.txt = Een brief over x.',
      'b/1.txt ! archive_too_many_files',
    ]);
    const more = zipSync(
      Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`${at}.txt`, words('x')])),
    );
    expect(unpacked({ 'a.zip': more })).toEqual(['a.zip ! archive_too_many_files']);
  });

  it.each<[string, Uint8Array, string]>([
    ['a password', forged(zipSync({ 'a.txt': words('a') }), 8, 1), 'd/a.txt ! file_encrypted'],
    ['another way of packing', forged(zipSync({ 'a.txt': words('a') }), 10, 99), 'd/a.txt ! file_damaged'],
    ['a cut', zipSync({ 'a.txt': words('a') }).subarray(0, 60), 'd.zip ! file_damaged'],
    ['nothing in it', zipSync({}), 'd.zip ! file_empty'],
    [
      'a damaged document',
      zipSync({ 'b.docx': zipSync({ 'a.txt': words('a') }).subarray(0, 40) }),
      'd/b.docx =',
    ],
  ])('says what is wrong with %s', (_, bytes, expected) => {
    expect(unpacked({ 'd.zip': bytes }).map((line) => line.slice(0, expected.length))).toEqual([expected]);
  });

  it('opens nothing before it is asked for', () => {
    const bytes = forged(zipSync({ 'a.txt': words('a') }), 16, 1);
    const [file] = [...new Unpacker(limits).unpack('d.zip', bytes)];
    expect(file?.kind).toBe('file');
    expect(file === undefined ? null : said(file)).toBe('d/a.txt ? file_damaged');
  });

  it('survives any bytes', () => {
    const small = zipSync({ 'a.txt': words('a'), 'b.zip': zipSync({ 'c.txt': words('c') }) });
    for (let at = 0; at < small.length; at += 1) {
      const damaged = small.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      expect(unpacked({ 'd.zip': damaged }).length).toBeGreaterThan(0);
    }
  });
});
