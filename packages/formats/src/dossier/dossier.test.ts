import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFile } from '../readers.ts';
import { type FileToGroup, groupFiles } from './group.ts';
import { matchIndex } from './index-match.ts';
import { peek } from './peek.ts';
import { mayBeIndex, readIndex } from './read-index.ts';
import { likenessOf, signatureOf, Twins } from './twins.ts';
import { Unpacker } from './unpack.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/files', name)));

describe('a dossier', () => {
  it('becomes letters: from a zip of everything, with a list, to texts and twins', async () => {
    const list =
      'bestand;titel;datum;thema\r\nbrief-kort;Een korte brief;4 juli 2025;zorg\r\nbrief-citaten.pdf;Citaten;ooit;wonen\r\nweg.pdf;Niet hier;;\r\n';
    const bytes = zipSync({
      'Brieven/pdf/brief-kort.pdf': fixture('brief-kort.pdf'),
      'Brieven/word/brief-kort.docx': fixture('brief-kort.docx'),
      'Brieven/brief-citaten.pdf': fixture('brief-citaten.tagged.pdf'),
      'Brieven/brief-citaten.rtf': fixture('brief-citaten.rtf'),
      'Brieven/ook kort.zip': zipSync({ 'Korte brief.odt': fixture('brief-kort.odt') }),
      'Brieven/index.csv': strToU8(list),
      'Brieven/stuk.pdf': fixture('brief-kort.pdf').subarray(0, 4_000),
      '__MACOSX/Brieven/._index.csv': strToU8('x'),
    });
    const contents = new Map<string, Uint8Array>();
    const leftOut: string[] = [];
    for (const each of new Unpacker().unpack('dossier.zip', bytes)) {
      if (each.kind === 'file') contents.set(each.path, each.open());
      else leftOut.push(`${each.path} ${each.kind}`);
    }
    expect(leftOut).toEqual(['dossier/__MACOSX/Brieven/._index.csv left_out']);

    const indexes = [...contents].flatMap(([path, content]) =>
      mayBeIndex(content, path) ? [[path, readIndex(content, path)] as const] : [],
    );
    const isIndex = new Set(indexes.filter(([, index]) => index !== null).map(([path]) => path));
    const files = [...contents].map(
      ([path, content]): FileToGroup => ({ path, ...peek(content, path, isIndex.has(path)) }),
    );
    const rows = indexes.flatMap(([, index]) => index?.rows ?? []);
    const match = matchIndex(
      rows,
      files.filter(({ kind }) => kind !== 'index').map(({ path }) => path),
    );
    expect(match.withoutFile.map(({ metadata }) => metadata.title)).toEqual(['Niet hier']);

    const { items, indexes: lists } = groupFiles(files, match.together);
    expect(lists).toEqual(['dossier/Brieven/index.csv']);
    expect(
      items.map(({ sources }) => sources.map(({ path, why }) => `${path.split('/').at(-1)} ${why}`)),
    ).toEqual([
      ['brief-kort.docx best_source', 'brief-kort.pdf index_says'],
      ['brief-citaten.pdf best_source', 'brief-citaten.rtf same_name'],
      ['Korte brief.odt only_source'],
      ['stuk.pdf only_source'],
    ]);

    const texts = new Map<string, string>();
    const problems: string[] = [];
    const twins = new Twins<string>();
    const found: string[] = [];
    for (const { sources } of items) {
      const path = sources[0]?.path ?? '';
      try {
        const { text } = await readFile(contents.get(path) ?? new Uint8Array(), path, { encoding: null });
        const signature = signatureOf(text);
        for (const twin of await twins.of(text, signature, (id) => texts.get(id) ?? null))
          found.push(`${path} ${twin.kind} ${twin.id}`);
        texts.set(path, text);
        twins.add(path, signature);
      } catch (error) {
        problems.push(`${path} ${String(error)}`);
      }
    }
    expect(found).toEqual([
      'dossier/Brieven/ook kort/Korte brief.odt same dossier/Brieven/word/brief-kort.docx',
    ]);
    expect(problems).toEqual(['dossier/Brieven/stuk.pdf DomainError: file_damaged']);
    expect(match.rows.get('dossier/Brieven/word/brief-kort.docx')).toMatchObject({
      metadata: { title: 'Een korte brief', date: '2025-07-04' },
      fields: { thema: 'zorg' },
    });

    // The same letter from its PDF differs in nothing but white space.
    const pdf = await readFile(fixture('brief-kort.pdf'), 'brief-kort.pdf', { encoding: null });
    expect(likenessOf(pdf.text, [...texts.values()][0] ?? '')).toBeGreaterThan(0.9);
  });
});
