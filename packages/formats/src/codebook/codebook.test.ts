import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeTable } from '../csv/table.ts';
import { type CodebookRow, codebookTable } from '../table/codebook.ts';
import { decodeText } from '../text/decode.ts';
import { readCodebook } from './read.ts';
import { readRecords } from './records.ts';

const id = '0193a000-0000-7000-8000-000000000001';

const row: CodebookRow = {
  id,
  name: 'pressure',
  path: 'stance > pressure',
  parent: 'stance',
  names: { nl: 'druk' },
  key: 'p',
  appearance: 0,
  definition: '=Sanctions; "and"\nmore',
  whenToUse: "'-",
  whenNot: '',
  examples: [{ quote: 'druk', note: '', source: { documentId: id, start: 3, end: 7 } }],
  counterExamples: [],
  archived: false,
};

describe('readCodebook', () => {
  test.each(['data', 'excel-nl'] as const)('reads what was written as %s', (preset) => {
    const file = readCodebook(writeTable(preset, codebookTable, [row]));
    expect(file.problems).toEqual([]);
    expect(file.ignoredColumns).toEqual([]);
    expect(file.entries).toEqual([
      {
        line: expect.any(Number),
        id,
        above: [{ name: 'stance', place: 1 }],
        code: undefined,
        name: 'pressure',
        parent: 'stance',
        nl: 'druk',
        en: null,
        key: 'p',
        appearance: 0,
        definition: row.definition,
        whenToUse: row.whenToUse,
        whenNot: '',
        examples: row.examples,
        counterExamples: [],
        archived: false,
      },
    ]);
  });

  test('reads the codebook of another program', () => {
    const file = readCodebook('tag,description,number of highlights\r\npressure,Sanctions,12\r\n');
    expect(file).toMatchObject({
      entries: [{ line: 2, name: 'pressure', definition: 'Sanctions' }],
      problems: [],
      ignoredColumns: ['number of highlights'],
    });
    expect(file.entries[0]?.key).toBeUndefined();
  });

  test.each([
    ['', [{ line: 1, column: 'tag', code: 'column_missing' }]],
    ['kleur\nrood\n', [{ line: 1, column: 'tag', code: 'column_missing' }]],
    ['tag,"a\n', [{ line: expect.any(Number), column: '', code: 'not_csv' }]],
    ['tag,key,key\nx,p,q\n', [{ line: 1, column: 'key', code: 'column_twice' }]],
    ['tag,key\n,p\n', [{ line: 2, column: 'tag', code: 'value_missing' }]],
    [
      'tag,appearance\nx,0\ny,one\n',
      [2, 3].map((line) => ({ line, column: 'appearance', code: 'value_not_valid' })),
    ],
    ['tag,tag_id\nx,1\n', [{ line: 2, column: 'tag_id', code: 'value_not_valid' }]],
    ['tag,archived\nx,perhaps\n', [{ line: 2, column: 'archived', code: 'value_not_valid' }]],
    ['tag,examples\nx,a | b | c\n', [{ line: 2, column: 'examples', code: 'value_not_valid' }]],
  ])('tells what is wrong with %j', (csv, problems) => {
    expect(readCodebook(csv).problems).toEqual(problems);
  });

  test('tells of columns that it ignores no more than anybody reads', () => {
    const headers = ['tag', 'x'.repeat(5_000_000), ...Array.from({ length: 1_000 }, (_, n) => `y${n}`)];
    const { ignoredColumns } = readCodebook(`${headers.join(',')}\npressure\n`);
    expect(ignoredColumns).toHaveLength(50);
    expect(ignoredColumns[0]).toBe('x'.repeat(100));
  });

  test('is not taken in by names of prototypes', () => {
    const file = readCodebook('tag,__proto__,constructor\nx,polluted,polluted\n');
    expect(file.entries).toHaveLength(1);
    expect(file.ignoredColumns).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

/** What a file says, as `above > name: definition`. */
function said(csv: string): string[] {
  const { entries, problems } = readCodebook(csv);
  expect(problems).toEqual([]);
  return entries.map(({ name, above, parent, code, definition }) => {
    const place =
      above === undefined
        ? parent == null
          ? ''
          : `${parent} ^ `
        : above.map((step) => `${step.name} > `).join('');
    return `${code === undefined ? '' : `[${code}] `}${place}${name}${definition ? `: ${definition}` : ''}`;
  });
}

// Written after what the programs document of their tables.
describe('the codebook of', () => {
  test.each([
    [
      'Taguette',
      'tag,description,number of highlights,number of documents\ninterests,"What, they want",3,2\n',
      ['interests: What, they want'],
    ],
    [
      'Taguette with paths',
      'path,description\neconomy,x\neconomy.trade,y\n',
      ['economy: x', 'economy > trade: y'],
    ],
    [
      'NVivo',
      'Name\tDescription\tFiles\tReferences\nNodes\\\\Economy\tAll of it\t3\t9\nNodes\\\\Economy\\\\Positive\tde "harde" lijn\t1\t2\n',
      ['Economy: All of it', 'Economy > Positive: de "harde" lijn'],
    ],
    [
      'NVivo by its column of paths',
      'Hierarchical Name,Description\nCodes\\Economy\\Positive,x\n',
      ['Economy > Positive: x'],
    ],
    [
      'MAXQDA',
      'Code;Memo\nCodename 1;Text\nCodename 1 > Subcode 1.1;More\nCodename 2 > Subcode 2.1 > Subcode 2.1.1;\n',
      ['Codename 1: Text', 'Codename 1 > Subcode 1.1: More', 'Codename 2 > Subcode 2.1 > Subcode 2.1.1'],
    ],
    [
      'MAXQDA with parents',
      'Parent code;Code;Code memo;Coded segments\n;Economy;x;1\nEconomy;Positive;y;2\n',
      ['Economy: x', 'Economy ^ Positive: y'],
    ],
    ['MAXQDA in German', 'Obercode;Codebezeichnung;Kommentar\n;Wirtschaft;x\n', ['Wirtschaft: x']],
    [
      'ATLAS.ti',
      'Code;Comment;Grounded;Density\n"Pressure";"Sanctions; ""and"" more";12;0\n',
      ['Pressure: Sanctions; "and" more'],
    ],
    [
      'QualCoder',
      'codename,memo,catname,color\npressure,Sanctions,stance,#FF0000\n',
      ['stance > pressure: Sanctions'],
    ],
    [
      'the Manifesto Project',
      'type,domain_code,domain_name,code,variable_name,title,description_md,label\nmain,1,External Relations,101,per101,Foreign Special Relationships: Positive,Favourable,x\n',
      ['[101] External Relations > Foreign Special Relationships: Positive: Favourable'],
    ],
    [
      'the Manifesto Project, in short',
      'code,title\n101,Foreign Special Relationships: Positive\n',
      ['[101] Foreign Special Relationships: Positive'],
    ],
    [
      'the Agendas project',
      'Code,Label\n1,Macroeconomics\n101,Interest Rates\n',
      ['[1] Macroeconomics', '[101] Interest Rates'],
    ],
    ['a name with a code', 'Name,Code,Description\nPressure,P1,Sanctions\n', ['[P1] Pressure: Sanctions']],
    ['Dutch people', 'Naam;Omschrijving;Valt onder\ndruk;Sancties;houding\n', ['houding ^ druk: Sancties']],
    ['a label alone', 'label|definitie\ndruk|Sancties\n', ['druk: Sancties']],
    ['Excel', 'sep=;\r\ntag;definition\r\ndruk;"een\r\ntwee"\r\n', ['druk: een\ntwee']],
    ['Excel on a Mac', 'tag;definition\rdruk;x\r', ['druk: x']],
    ['a person who has slashes in names', 'tag\nand/or\neither/or\n', ['and/or', 'either/or']],
  ])('%s', (_name, csv, expected) => {
    expect(said(csv)).toEqual(expected);
  });
});

describe('a table', () => {
  const fieldsOf = (csv: string) => readRecords(csv).records.map(({ fields }) => fields);

  test.each([
    [
      'a,b\n1,"2 ""x"" 3"\n',
      [
        ['a', 'b'],
        ['1', '2 "x" 3'],
      ],
    ],
    [
      'a;b\n"1" ;de "harde" lijn\n',
      [
        ['a', 'b'],
        ['1', 'de "harde" lijn'],
      ],
    ],
    [
      'a\tb\n"harde" lijn\tx\n',
      [
        ['a', 'b'],
        ['"harde" lijn', 'x'],
      ],
    ],
    [
      'a|b\n1|2, 3\n',
      [
        ['a', 'b'],
        ['1', '2, 3'],
      ],
    ],
    [
      'a,b\n1,"2\n3"\n\n,\n4,5',
      [
        ['a', 'b'],
        ['1', '2\n3'],
        ['4', '5'],
      ],
    ],
    ['sep=|\na;b|c\n', [['a;b', 'c']]],
    ['"sep=,"\r\na,b\r\n', [['a', 'b']]],
    [
      'tag,definition\n"a; b; c; d",x\n',
      [
        ['tag', 'definition'],
        ['a; b; c; d', 'x'],
      ],
    ],
    ['\uFEFFa;b', [['a', 'b']]],
    ['', []],
  ])('%j', (csv, fields) => {
    expect(fieldsOf(csv)).toEqual(fields);
  });

  test('tells where a quote is opened and never closed', () => {
    expect(readCodebook('tag,b\n1,2\n3,"4\n5,6\n').problems).toEqual([
      { line: 3, column: '', code: 'not_csv' },
    ]);
  });

  test('reads back what any writer of quotes has written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('"', '""', 'a"b', '\n', ';', ',', '\t', '|'),
    );
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
        const text = [['x', 'y', 'z'], ...rows]
          .map((fields) => fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n');
        const kept = rows.filter((fields) => fields.some((field) => field.trim() !== ''));
        if (delimiter !== ';') expect(fieldsOf(`sep=${delimiter}\n${text}`).slice(1)).toEqual(kept);
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  test('of 200,000 lines is refused at once, and one of nothing but quotes takes no longer', () => {
    expect(() => readCodebook(`tag\n${'x\n'.repeat(200_000)}`)).toThrow('over_limit');
    const started = process.threadCpuUsage();
    for (const line of ['"\t', '"a"b\t', '"""\t', '"" "', '"\n'])
      readCodebook(`tag\tb\n${line.repeat(300_000)}`.slice(0, 2_000_000));
    // Of work, in microseconds, whatever else the machine does.
    expect(process.threadCpuUsage(started).user).toBeLessThan(5_000_000);
  });
});

test('comes in every encoding of Excel and other programs', () => {
  const csv = 'tag\tdefinition\nbeïnvloeding\tcafé\n';
  const units = (little: boolean, mark: boolean) => {
    const text = (mark ? '\uFEFF' : '') + csv;
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), little);
    return bytes;
  };
  const latin = Uint8Array.from(csv, (character) => character.charCodeAt(0));
  for (const bytes of [
    units(true, true),
    units(false, true),
    units(true, false),
    units(false, false),
    latin,
  ]) {
    expect(said(decodeText(bytes).text)).toEqual(['beïnvloeding: café']);
  }
  const mac = Uint8Array.from(csv.replaceAll('ï', '\u0095').replaceAll('é', '\u008E'), (character) =>
    character.charCodeAt(0),
  );
  expect(said(decodeText(mac, 'macintosh').text)).toEqual(['beïnvloeding: café']);
});

test('is read as somebody says', () => {
  const csv = 'Onderwerp,Uitleg\na/b,x\n';
  expect(readCodebook(csv).problems).toEqual([{ line: 1, column: 'tag', code: 'column_missing' }]);
  expect(readCodebook(csv).columns).toEqual([
    { header: 'Onderwerp', role: null },
    { header: 'Uitleg', role: null },
  ]);
  const { entries } = readCodebook(csv, { roles: ['tag', 'definition'], separator: '/' });
  expect(entries).toMatchObject([{ name: 'b', above: [{ name: 'a', place: 1 }], definition: 'x' }]);
  expect(readCodebook(csv, { roles: ['tag', 'tag'] }).problems).toMatchObject([{ code: 'column_twice' }]);
});
