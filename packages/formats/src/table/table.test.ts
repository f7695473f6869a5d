import type { TagExample } from '@koersvast/core/codebook';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../csv/read.ts';
import { headerOf, writeTable } from '../csv/table.ts';
import { annotationTable } from './annotations.ts';
import { codebookTable } from './codebook.ts';
import { codingTable } from './coding.ts';
import { type DocumentTableRow, documentTable } from './documents.ts';
import { readExamples, writeExamples } from './example-lines.ts';

const id = '0193a000-0000-7000-8000-000000000001';

describe('columns', () => {
  test('of annotations.csv are the promised ones in their order', () => {
    expect(headerOf(annotationTable).join(', ')).toBe(
      'annotation_id, project, document_id, document_title, document_date, document_author, addressee, dossier, ' +
        'document_number, document_sha256, round, layer, block, paragraph, paragraph_end, sentence, sentence_end, ' +
        'start, end, start_utf16, end_utf16, quote, prefix, suffix, tag, tag_path, tag_id, codebook_version, coder, ' +
        'coder_id, memo, certainty, version, made_at, created_at, updated_at, ' +
        'status, verdict, verdict_kind, verdict_reason, reviewer, decided_at, sources, independent, ' +
        'seen_before_round, seen_before_since, seen_before_opened, coder_response, coder_response_reason, ' +
        'coder_responded_at, block_kind, block_level, note_mark, speaker, name_in_file, block_data',
    );
  });

  test('each have a meaning in both languages, and names that differ', () => {
    for (const table of [annotationTable, codebookTable, codingTable, documentTable(['thema'])]) {
      const names = headerOf<never>(table);
      expect(new Set(names).size).toBe(names.length);
      for (const { meaning } of table) {
        expect(meaning.en).toMatch(/^.{10,}$/);
        expect(meaning.nl).toMatch(/^.{10,}$/);
        expect(meaning.en).not.toBe(meaning.nl);
      }
    }
  });

  test('of documents.csv have the free fields behind those of all projects, absent ones empty, and what came later last', () => {
    const row: DocumentTableRow = {
      project: 'P',
      document: {
        id,
        title: 'T',
        date: null,
        author: null,
        addressee: null,
        dossier: '36600-12',
        documentNumber: null,
        textSha256: '0'.repeat(64),
      },
      sourceUrl: null,
      language: 'nl',
      licence: null,
      lengthCp: 1,
      lengthUtf16: 2,
      blocks: 1,
      paragraphs: 1,
      sentences: 1,
      originalName: null,
      encoding: 'utf-8',
      createdAt: '2026-01-01T00:00:00.000Z',
      fields: { thema: '=defensie' },
      pages: 2,
      reader: 'pdf 1',
      notes: 0,
      attachments: ['bijlage.docx'],
      stated: { date: { value: '2019', start: 1, end: 3, from: 'letter' } },
    };
    const [header, values] = readCsv(writeTable('data', documentTable(['thema', 'toString']), [row]));
    expect(header?.fields.slice(-7)).toEqual([
      ...['field.thema', 'field.toString', 'pages', 'reader', 'notes', 'attachments', 'stated'],
    ]);
    expect(values?.fields.slice(-7)).toEqual([
      ...['=defensie', '', '2', 'pdf 1', '0', '["bijlage.docx"]'],
      '{"date":{"value":"2019","start":1,"end":3,"from":"letter"}}',
    ]);
  });
});

const example: fc.Arbitrary<TagExample> = fc.record({
  quote: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a | b', ' x ', '\\n', 'a\nb', '|', '\\', ''),
  ),
  note: fc.oneof(fc.string(), fc.constantFrom('', ' ', 'a|', '\\ ', '\r\n')),
  source: fc.option(fc.record({ documentId: fc.constant(id), start: fc.nat(), end: fc.nat() })),
});

describe('examples in a cell', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(example), (examples) => {
        expect(readExamples(writeExamples(examples))).toEqual(examples);
      }),
      { seed: 1917, numRuns: 1000 },
    );
  });

  test('can be written by a person', () => {
    expect(readExamples('druk uitoefenen\n  meer druk |  sancties \n\n')).toEqual([
      { quote: 'druk uitoefenen', note: '', source: null },
      { quote: 'meer druk', note: 'sancties', source: null },
    ]);
    expect(readExamples('a | b | nowhere')).toBeNull();
  });
});
