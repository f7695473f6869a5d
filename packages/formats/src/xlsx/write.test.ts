import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { CsvValue } from '../csv/write.ts';
import { xlsxWriter } from './write.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const columns = [{ name: 'quote' }, { name: 'document_date', moment: true }, { name: 'start' }];

function fileOf(rows: readonly (readonly CsvValue[])[], limit?: number): Record<string, string> {
  const writer = xlsxWriter(columns, limit);
  const chunks = rows.flatMap((row) => writer.rows([row]));
  const bytes = Buffer.concat([...chunks, ...writer.end()]);
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );
}

/** What a reader of the format finds in the cells of a sheet. */
function cellsOf(sheet = ''): (string | number | null)[][] {
  return [...sheet.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c( [^>]*)>(.*?)<\/c>|<c>(.*?)<\/c>/gs)].map(([, , styled, plain]) => {
      const content = styled ?? plain;
      if (content === undefined) return null;
      const number = /^<v>(.*)<\/v>$/.exec(content)?.[1];
      if (number !== undefined) return Number(number);
      const text = /^<is><t xml:space="preserve">(.*)<\/t><\/is>$/s.exec(content)?.[1] ?? '';
      return text
        .replaceAll(/_x([0-9A-F]{4})_/g, (_all, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        )
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    }),
  );
}

const sheet = (value: CsvValue, date: CsvValue = null) =>
  cellsOf(fileOf([[value, date, 3]])['xl/worksheets/sheet1.xml'])[1];

describe('a workbook', () => {
  test.each([
    '2019-12',
    '0012',
    '12-3',
    '1e5',
    '=SUM(A1)',
    '+31',
    '-1',
    '@x',
    'TRUE',
    ' a ',
    'a\nb',
    '<b>&amp;</b>',
    '_x000D_',
    'é 👍🏽',
    "'quoted",
    '2021-02-04',
  ])('keeps %j as the text that it is', (value) => {
    expect(sheet(value)?.[0]).toBe(value);
    expect(fileOf([[value, null, null]])['xl/worksheets/sheet1.xml']).not.toContain('<f>');
  });

  test.each([
    ['2021-02-04', 44_231],
    ['1900-03-01', 61],
    ['2021-02-04T12:00:00.000Z', 44_231.5],
    ['2021-02', '2021-02'],
    ['2021', '2021'],
    ['1848-11-03', '1848-11-03'],
    ['2021-02-31', '2021-02-31'],
    ['', null],
    [null, null],
  ])('has a real date for %j where there is one', (value, cell) => {
    expect(sheet('x', value)?.[1]).toBe(cell);
  });

  test('marks what no cell can hold', () => {
    const cell = String(sheet('é👍'.repeat(20_000))?.[0]);
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(cell.isWellFormed()).toBe(true);
    expect(cell).toMatch(/^é👍.* … \[cut: this cell has 60000 characters, .*CSV has all\]$/s);
    const whole = 'x'.repeat(32_767);
    expect(sheet(whole)?.[0]).toBe(whole);
  });

  test('goes on in a next sheet, with the header again', () => {
    const rows = Array.from({ length: 5 }, (_, at) => [`rij ${at}`, null, at]);
    const files = fileOf(rows, 3);
    const names = (n: number) => cellsOf(files[`xl/worksheets/sheet${n}.xml`]).map(([first]) => first);
    expect([names(1), names(2), names(3)]).toEqual([
      ['quote', 'rij 0', 'rij 1'],
      ['quote', 'rij 2', 'rij 3'],
      ['quote', 'rij 4'],
    ]);
    expect(files['xl/workbook.xml']?.match(/<sheet /g)).toHaveLength(3);
    expect(files['[Content_Types].xml']?.match(/worksheet\+xml/g)).toHaveLength(3);
  });

  test('is the same for the same table, and has a sheet without rows', () => {
    const bytes = () => Buffer.concat([...xlsxWriter(columns).end()]);
    expect(bytes().equals(bytes())).toBe(true);
    expect(cellsOf(fileOf([])['xl/worksheets/sheet1.xml'])).toEqual([['quote', 'document_date', 'start']]);
  });

  test('gives back any text, but for what XML forbids', () => {
    const value = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(value, (text) => {
        const kept = text.toWellFormed().replaceAll(forbidden, '\uFFFD').replaceAll(/\r\n?/g, '\n');
        expect(sheet(text)?.[0]).toBe(kept);
      }),
      { seed: 1_048_576, numRuns: 300 },
    );
  });
});
