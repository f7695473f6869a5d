import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { canonicalText } from '@koersvast/core/text';
import { describe, expect, test } from 'vitest';
import { readFile } from './readers.ts';
import { readXmlEvents } from './reading/xml.ts';
import { decodeXml } from './reading/xml-text.ts';

const folder = new URL('../../../../shared/samples/', import.meta.url);
const here = existsSync(folder);
if (!here) process.stdout.write('Left out: reading real files, ../shared/samples is not here.\n');

const filesIn = (name: string) =>
  here
    ? readdirSync(new URL(`${name}/`, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(?:xml|html|txt)$/.test(file))
        .map((file) => `${name}/${file}`)
    : [];

const read = (name: string) => {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
  return { bytes, file: readFile(bytes, name, { encoding: null }) };
};

/** Every sign that is seen, in the order of the file, but for its head and its notes: reckoned by another way. */
function visibleIn(bytes: Uint8Array, apart: ReadonlySet<string>): string {
  let outside = 0;
  let visible = '';
  readXmlEvents(decodeXml(bytes, null).text, {
    open: (name) => {
      if (apart.has(name)) outside += 1;
    },
    close: (name) => {
      if (apart.has(name)) outside -= 1;
    },
    text: (text) => {
      if (outside === 0) visible += text.replace(/\s/gu, '');
    },
  });
  return visible;
}

const xml = [...filesIn('nl-op-xml'), ...filesIn('parlamint-tei'), ...filesIn('akoma-ntoso')];

describe('real files', () => {
  test('are there, where anything is', () => expect(xml.length).toBe(here ? 11 : 0));

  test.each(xml)('%s: every word, in its order, in blocks that lie on it', async (name) => {
    const { bytes, file } = read(name);
    const { text, blocks, notes, notices } = await file;
    expect(canonicalText(text)).toEqual({ text, notices: [] });
    expect(notes).toEqual([]);
    expect(text.replace(/\s/gu, '')).toBe(visibleIn(bytes, new Set(['metadata', 'teiHeader', 'meta'])));
    let end = -1;
    for (const block of blocks ?? []) {
      expect(block.start).toBeGreaterThan(end);
      expect(text.slice(block.start, block.end).trim()).not.toBe('');
      end = block.end;
    }
    expect(notices.filter(({ code }) => code === 'elements_unknown')).toEqual([]);
  });
});

if (here) {
  describe('real debates', () => {
    test('a debate of parliament has its speakers and motions', async () => {
      const { blocks } = await read('nl-op-xml/raw/h-tk-20172018-61-10.xml').file;
      const of = (key: string) =>
        new Set(blocks?.flatMap(({ data }) => (data?.[key] === undefined ? [] : [data[key]])));
      expect(of('id').size).toBe(6);
      expect(blocks?.filter(({ data }) => data?.role === 'speaker')).toHaveLength(47);
    });

    test('a debate by ParlaMint has a paragraph for each seg', async () => {
      const { blocks } = await read('parlamint-tei/ParlaMint-ES-CT_2018-01-17-0101.xml').file;
      expect(blocks?.filter(({ data }) => data?.['xml:id'] !== undefined)).toHaveLength(165);
    });
  });
}
