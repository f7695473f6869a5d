import { DomainError } from '@koersvast/core/error';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readFile } from './readers.ts';

const page =
  '<html><body><h1>Kop</h1><ol><li>een<sup><a href="#fn1" id="r">1</a></sup></ol><table><tr><td>a<td>b</table><p id="fn1"><a href="#r">1</a> Noot</p></body></html>';
const files: Readonly<Record<string, Uint8Array>> = {
  'x.html': strToU8(page),
  'x.xml': strToU8(
    '<?xml version="1.0"?><kamerstuk><al>Een<noot id="n"><noot.nr>1</noot.nr><noot.al>N</noot.al></noot></al><lijst><li><li.nr>a.</li.nr><al>b</al></li></lijst></kamerstuk>',
  ),
  'tei.xml': strToU8(
    '<TEI xml:lang="nl"><text><body><u who="#a"><seg>Een <note place="foot" n="1">noot</note></seg></u></body></text></TEI>',
  ),
  'x.md': strToU8('# Kop\n\n- een[^1]\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: noot\n'),
  'x.epub': zipSync({
    mimetype: strToU8('application/epub+zip'),
    'META-INF/container.xml': strToU8('<container><rootfile full-path="p.opf"/></container>'),
    'p.opf': strToU8(
      '<package><manifest><item id="a" href="a.html" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></package>',
    ),
    'a.html': strToU8(page),
  }),
};

describe.each(Object.entries(files))('%s, damaged anywhere', (name, whole) => {
  test('is read, or refused in words, and its blocks lie on its text', async () => {
    expect((await readFile(whole, name, { encoding: null })).text).not.toBe('');
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (places, cut) => {
        const bytes = whole.slice(0, cut % 4 === 0 ? cut : undefined);
        for (const [at, byte] of places) if (at < bytes.length) bytes[at] = byte;
        const read = await readFile(bytes, name, { encoding: null }).catch((error: unknown) => error);
        if (read instanceof DomainError) return;
        if (read instanceof Error) throw read;
        const { text, blocks, notes } = read as Awaited<ReturnType<typeof readFile>>;
        let end = -1;
        for (const block of blocks ?? []) {
          expect(block.start).toBeGreaterThan(end);
          expect(text.slice(block.start, block.end).trim()).not.toBe('');
          end = block.end;
        }
        for (const note of notes)
          expect(
            blocks?.some(
              ({ kind, start, end }) => kind === 'footnote' && start <= note.start && end >= note.end,
            ),
          ).toBe(true);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
