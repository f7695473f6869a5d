import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardFormula, unguardFormula } from './guard.ts';
import { csvPresets } from './preset.ts';
import { CsvSyntaxError, readCsv } from './read.ts';
import { csvWriter, writeCsv } from './write.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        "'",
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '\0',
        '＝',
        '＠',
        ' ',
        '"',
        ',',
        ';',
        'a',
        '👍',
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
);

describe.each(csvPresets)('preset %s', (preset) => {
  test('reads back what it wrote', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(nasty, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(table, ([header = [], ...rows]) => {
        const read = readCsv(writeCsv(preset, header, rows), preset);
        expect(read.map((record) => record.fields)).toEqual([header, ...rows]);
      }),
      { seed: 34851, numRuns: 400 },
    );
  });

  test('finds its own dialect', () => {
    const read = readCsv(writeCsv(preset, ['tag', 'note'], [['pressure', '=1+1; "a", \'b\'']]));
    expect(read.map((record) => record.fields)).toEqual([
      ['tag', 'note'],
      ['pressure', '=1+1; "a", \'b\''],
    ]);
  });
});

describe('csvWriter', () => {
  test('writes RFC 4180 for programs', () => {
    const writer = csvWriter('data');
    expect(writer.header(['a', 'b'])).toBe('a,b\r\n');
    expect(writer.record(['=1', 'x "y"\nz'])).toBe('=1,"x ""y""\nz"\r\n');
    expect(writer.record([null, 3])).toBe(',3\r\n');
    expect(writer.record([''])).toBe('""\r\n');
  });

  test('writes a mark, semicolons and guards for Excel', () => {
    const writer = csvWriter('excel-nl');
    expect(writer.header(['a', 'b'])).toBe('\uFEFFa;b\r\n');
    expect(writer.record(['=1', "'al gezegd"])).toBe("'=1;'al gezegd\r\n");
    expect(writer.record([-3, 1.5])).toBe('-3;1.5\r\n');
  });
});

describe('guardFormula', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+31 70', "'+31 70"],
    ['- Rusland', "'- Rusland"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['\0x', "'\0x"],
    [' =1', "' =1"],
    ["'=1", "''=1"],
    ["''-x", "'''-x"],
    ["'al gezegd", "'al gezegd"],
    ['1-3', '1-3'],
    ['', ''],
  ])('%j becomes %j', (value, guarded) => {
    expect(guardFormula(value)).toBe(guarded);
    expect(unguardFormula(guarded)).toBe(value);
  });

  test('keeps different values different and leaves none that a spreadsheet would run', () => {
    fc.assert(
      fc.property(nasty, nasty, (one, other) => {
        expect(unguardFormula(guardFormula(one))).toBe(one);
        if (one !== other) expect(guardFormula(one)).not.toBe(guardFormula(other));
        expect(/^\s*[=+\-@\t\r\n\0＝＋－＠]/.test(guardFormula(one))).toBe(false);
      }),
      { seed: 36600, numRuns: 2000 },
    );
  });
});

describe('readCsv', () => {
  test('reads what spreadsheets make of a table', () => {
    expect(readCsv('\uFEFFtag;definition\rdruk;"een; twee"\r').map((record) => record.fields)).toEqual([
      ['tag', 'definition'],
      ['druk', 'een; twee'],
    ]);
    expect(readCsv('tag\tdefinition\nx\ty\n\n').map((record) => record.fields)).toEqual([
      ['tag', 'definition'],
      ['x', 'y'],
    ]);
  });

  test('tells the line of what is no CSV', () => {
    const read = () => readCsv('a,b\r\n1,"not closed\r\n');
    expect(read).toThrow(CsvSyntaxError);
  });

  test('tells the line of each record', () => {
    expect(readCsv('a,b\n"1\n2",x\n3,y\n').map((record) => record.line)).toEqual([1, 3, 4]);
  });
});
