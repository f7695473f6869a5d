import type { ListedDocument } from '@koersvast/contracts';
import type { DocumentField } from '@koersvast/core/document-field';
import { describe, expect, test } from 'vitest';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { readCell } from '../../parts/document/read-cell.ts';
import { editsOf, isMisfit, shownIn, typedIn } from './cell.ts';

const fields: readonly DocumentField[] = [
  { name: 'Soort', kind: 'choice', values: ['brief', 'nota'] },
  { name: 'Bladzijden', kind: 'number', values: [] },
];
const columns = cellColumns(fields, (id) => id);
const column = (id: string) => {
  const found = columns.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const words = { yes: 'ja', no: 'nee', date: (date: string) => `op ${date}`, decimal: ',', group: '.' };
const row: ListedDocument = {
  id: '00000000-0000-7000-8000-000000000001',
  title: 'Koersvast',
  date: '2019-12-20',
  author: 'Stef Blok',
  addressee: null,
  dossier: null,
  documentNumber: null,
  sourceUrl: null,
  language: 'nl',
  licence: null,
  fields: { Soort: 'motie', Bladzijden: '1234.5' },
  textSha256: '',
  lengthUtf16: 1,
  lengthCp: 1,
  originalName: null,
  encoding: 'utf-8',
  notices: [],
  reader: 'plain-text 2',
  segmenter: '1',
  renditionOfId: null,
  rendition: 1,
  replacedById: null,
  version: 3,
  createdById: '00000000-0000-7000-8000-000000000002',
  createdAt: '2026-11-28T12:00:00.000Z',
  removedAt: null,
  pages: null,
};

describe('a cell', () => {
  test('shows what is stored, and gives it to be typed again', () => {
    expect(shownIn(row, column('date'), words)).toBe('op 2019-12-20');
    expect(typedIn(row, column('date'), words)).toBe('2019-12-20');
    expect(shownIn(row, column('field.Bladzijden'), words)).toBe('1.234,5');
    expect(typedIn(row, column('field.Bladzijden'), words)).toBe('1234,5');
    expect(shownIn(row, column('author'), words)).toBe('Stef Blok');
    expect([isMisfit(row, column('field.Soort')), isMisfit(row, column('field.Bladzijden'))]).toEqual([
      true,
      false,
    ]);
  });

  test.each([
    ['title', ' ', undefined],
    ['title', 'Een\nbrief', 'Een brief'],
    ['date', '4 februari 2021', '2021-02-04'],
    ['date', 'ooit', undefined],
    ['author', '', null],
    ['language', 'Nederlands', undefined],
    ['sourceUrl', 'javascript:alert(1)', undefined],
    ['field.Soort', 'NOTA', 'nota'],
    ['field.Soort', 'motie', undefined],
    ['field.Bladzijden', '1.234', '1234'],
    ['field.Bladzijden', '', null],
  ])('%s of %j', (id, typed, value) => {
    expect(readCell(column(id), typed, 'nl')).toBe(value);
  });
});

test('changes of one document are one edit, on what was seen, and none where nothing changes', () => {
  const change = (id: string, value: string | null) => ({ row, column: column(id), value });
  expect(
    editsOf([
      change('date', '2020'),
      change('field.Soort', 'brief'),
      change('field.Bladzijden', '1234.5'),
      change('title', row.title),
    ]),
  ).toEqual([
    {
      documentId: row.id,
      version: row.version,
      change: { date: '2020', fields: { Soort: 'brief' } },
      base: { date: '2019-12-20', fields: { Soort: 'motie' } },
    },
  ]);
  expect(editsOf([change('field.Bladzijden', '1234.5')])).toEqual([]);
});
