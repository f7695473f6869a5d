import { describe, expect, it } from 'vitest';
import { readIndex } from '../dossier/read-index.ts';
import { openZip } from '../reading/zip.ts';
import { isXlsx, readXlsx } from './read.ts';
import { said, workbookOf, workbookType } from './testing/workbook.ts';

const cellsOf = (bytes: Uint8Array) =>
  readXlsx(bytes).flatMap(({ rows }) => rows.map(({ fields }) => fields));

describe('a workbook as Excel writes it', () => {
  it('gives of each cell what is shown in it', () => {
    const rows = [
      '<row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>vet</t></r><r><t xml:space="preserve"> en</t></r><rPh sb="0" eb="1"><t>FON</t></rPh><phoneticPr fontId="1"/></is></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
      '<row r="2"><c r="A2" s="1"><v>43819</v></c><c r="B2" s="2"><v>43819.5</v></c><c r="C2" s="3"><v>43819</v></c><c r="D2" s="4"><v>5</v></c></row>',
      '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="C3" t="d"><v>2019-12-20T00:00:00</v></c><c r="D3" s="5"><v>1.5</v></c></row>',
    ].join('');
    const workbook = workbookOf({
      rows,
      strings:
        '<si><r><t>rijk</t></r><r><t xml:space="preserve">e tekst</t></r><rPh sb="0" eb="1"><t>FON</t></rPh></si>',
      numFmts:
        '<numFmt numFmtId="164" formatCode="[$-413]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;dag &quot;0"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/>',
      cellXfs: [0, 14, 22, 164, 165, 166].map((id) => `<xf numFmtId="${id}"/>`).join(''),
    });
    expect(cellsOf(workbook)).toEqual([
      ['rijke tekst', 'vet en', 'ax', ''],
      ['2019-12-20', '2019-12-20 12:00', '2019-12-20', '5'],
      ['true', '0.3', '2019-12-20', '1.5'],
    ]);
  });

  it('counts its days from 1904 where it was made on an old Mac', () => {
    const workbook = workbookOf({
      rows: '<row r="1"><c r="A1" s="1"><v>42357</v></c><c r="B1" s="1"><v>0</v></c></row>',
      cellXfs: '<xf numFmtId="0"/><xf numFmtId="14"/>',
      properties: 'date1904="1"',
    });
    expect(cellsOf(workbook)).toEqual([['2019-12-20', '1904-01-01']]);
  });

  it('has its columns headed below what stands over groups of them, and words that hold for several rows', () => {
    const rows = [
      `<row r="1">${said('A1', 'Overzicht van brieven')}</row>`,
      `<row r="3">${said('A3', 'Bestand')}${said('B3', 'Brief')}${said('D3', 'Afzender')}</row>`,
      `<row r="4"><c r="A4" s="0"/>${said('B4', 'Titel')}${said('C4', 'Dossier')}${said('D4', 'Naam')}${said('E4', 'Functie')}</row>`,
      `<row r="5">${said('A5', 'a.pdf')}${said('B5', 'Een')}${said('C5', '31778')}${said('E5', 'minister')}</row>`,
      `<row r="6">${said('A6', 'b.pdf')}${said('B6', 'Twee')}</row>`,
      `<row r="7">${said('A7', 'c.pdf')}${said('B7', 'Drie')}</row>`,
    ].join('');
    const merged = ['A1:E1', 'A3:A4', 'B3:C3', 'D3:E3', 'C5:C6'];
    const after = `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
    expect(readIndex(workbookOf({ rows, after }), 'lijst.xlsx')?.rows).toMatchObject([
      { files: ['a.pdf'], metadata: { title: 'Een', dossier: '31778', sender_function: 'minister' } },
      { files: ['b.pdf'], metadata: { title: 'Twee', dossier: '31778' } },
      { files: ['c.pdf'], metadata: { title: 'Drie' } },
    ]);
  });

  it('is not held up by cells that claim to be one over all rows', () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, at) => `<row r="${at + 1}">${said(`A${at + 1}`, 'x')}</row>`,
    );
    const after = `<mergeCells>${'<mergeCell ref="B1:B1048576"/>'.repeat(20_000)}</mergeCells>`;
    const begun = process.threadCpuUsage();
    expect(cellsOf(workbookOf({ rows: rows.join(''), after }))).toHaveLength(5_000);
    expect(process.threadCpuUsage(begun).user).toBeLessThan(5_000_000);
  });

  it.each([
    workbookType,
    'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml',
  ])('is one as %s', (type) => {
    expect(isXlsx(openZip(workbookOf({ rows: '', type })))).toBe(true);
  });
});
