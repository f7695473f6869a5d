import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';

const source = `---
title: "Over koers"
date: 2021-05-06
---

Kop van boven
=============

Een alinea die[^1]
doorloopt.

## Tweede kop ##

1. een
   en verder
2. twee

   nog bij twee

- punt
> Een citaat
> van twee regels

| Jaar | Bedrag \\| som |
|------|:------:|
| 2020 | 5 |

\`\`\`
# geen kop
\`\`\`

***

[^1]: De noot,
    op twee regels.

Slot
`;

describe('markdownReader', () => {
  it('keeps the source, and cuts it into blocks by its marks', async () => {
    const { text, blocks, notes, ...file } = await readFile(new TextEncoder().encode(source), 'x.md', {
      encoding: null,
    });
    expect(text).toBe(source.slice(source.indexOf('Kop van boven')));
    expect(
      blocks?.map(({ kind, level, start, end }) => [
        level === undefined ? kind : `${kind} ${level}`,
        text.slice(start, end),
      ]),
    ).toEqual([
      ['heading 1', 'Kop van boven\n============='],
      ['paragraph', 'Een alinea die[^1]\ndoorloopt.'],
      ['heading 2', '## Tweede kop ##'],
      ['list_item', '1. een\n   en verder'],
      ['list_item', '2. twee'],
      ['list_item', 'nog bij twee'],
      ['list_item', '- punt'],
      ['quote', '> Een citaat\n> van twee regels'],
      ['table_cell', 'Jaar'],
      ['table_cell', 'Bedrag \\| som'],
      ['table_cell', '2020'],
      ['table_cell', '5'],
      ['paragraph', '```\n# geen kop\n```'],
      ['footnote', '[^1]: De noot,\n    op twee regels.'],
      ['paragraph', 'Slot'],
    ]);
    expect(
      notes.map(({ mark, start, end, at }) => [
        mark,
        text.slice(start, end),
        text.slice(0, at ?? 0).slice(-3),
      ]),
    ).toEqual([['1', 'De noot,\n    op twee regels.', 'die']]);
    expect(file).toMatchObject({
      title: 'Over koers',
      format: 'markdown',
      metadata: { date: { value: '2021-05-06' } },
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['title: Een brief\nauthor: A', { title: 'Een brief', author: 'A' }, []],
    ['Titel: "Hij zei: \\"ja\\""\ndatum: 4 juli 2025', { title: 'Hij zei: "ja"', date: '2025-07-04' }, []],
    ["title: 'Rutte''s brief' # niet dit", { title: "Rutte's brief" }, []],
    ['author: [A. de Vries, "B"]\nlang: nl', { author: 'A. de Vries; B', language: 'nl' }, []],
    ['authors:\n  - A\n  - B\ndate: 2025-07-04T10:00:00Z', { author: 'A; B', date: '2025-07-04' }, []],
    ['description: >\n  Over\n  koers', { subject: 'Over koers' }, []],
    ['title: A\ntags: [x, y]\n# niets\ndate: ooit', { title: 'A' }, ['tags: [x, y]', 'date: ooit']],
    ['title: A\nauthor:\n  name: B', { title: 'A' }, ['author: name: B']],
  ])('takes what %j says for details, and tells what it left', async (front, expected, left) => {
    const bytes = new TextEncoder().encode(`---\n${front}\n---\n\nEen alinea.\n`);
    const { text, blocks, metadata, dropped, notices } = await readFile(bytes, 'x.md', { encoding: null });
    expect(text).toBe('Een alinea.\n');
    expect(blocks?.map(({ start, end }) => text.slice(start, end))).toEqual(['Een alinea.']);
    expect(Object.fromEntries(Object.entries(metadata).map(([key, { value }]) => [key, value]))).toEqual(
      expected,
    );
    expect(dropped?.map((each) => each.text)).toEqual(left);
    expect(notices.map(({ code, count }) => [code, count])).toEqual(
      left.length === 0 ? [] : [['surroundings_left_out', left.length]],
    );
  });

  it('reads what its letter says of itself through its marks', async () => {
    const source =
      '# Brief\n\n**Datum:** 4 juli 2025\\\n**Ons kenmerk:** BZ_1/2\\\n\n| Betreft | _Koers_ van beleid |\n|---|---|\n\nGeachte voorzitter,\n';
    const { text, metadata } = await readFile(new TextEncoder().encode(source), 'x.md', { encoding: null });
    const read = (['date', 'our_reference', 'subject'] as const).map((key) => metadata[key]);
    expect(read.map((each) => each?.value)).toEqual(['2025-07-04', 'BZ_1/2', 'Koers van beleid']);
    expect(text.slice(read[1]?.start ?? 0, read[1]?.end ?? 0)).toBe('BZ_1/2');
  });

  it('leaves rules around a paragraph in the text', async () => {
    const source = '---\nEen alinea\n---\n\nNog een.';
    const { text } = await readFile(new TextEncoder().encode(source), 'x.md', { encoding: null });
    expect(text).toBe(source);
  });

  it('refuses a file that is a head alone', async () => {
    const read = readFile(new TextEncoder().encode('---\ntitle: A\n---\n'), 'x.md', { encoding: null });
    await expect(read).rejects.toThrow('file_empty');
  });

  it.each([
    '',
    '```',
    '---\n---',
    '| a |\n|-',
    '[^1]:',
    '- ',
    '#',
    '> '.repeat(5_000),
    '[^a]: x [^a]: y [^a]\n[^a]: z',
  ])('reads %#, whatever it is', async (text) => {
    const read = readFile(new TextEncoder().encode(`${text}\n\nx`), 'x.md', { encoding: null });
    const { blocks, text: whole } = await read;
    let end = -1;
    for (const block of blocks ?? []) {
      expect(block.start).toBeGreaterThan(end);
      expect(whole.slice(block.start, block.end).trim()).not.toBe('');
      end = block.end;
    }
  });
});
