import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate, readDay } from './date.ts';

describe('readDate', () => {
  test.each([
    ['2021', '2021'],
    ['2021-02', '2021-02'],
    ['2021-2', '2021-02'],
    ['2021-02-04', '2021-02-04'],
    ['2021-2-4', '2021-02-04'],
    ['4 februari 2021', '2021-02-04'],
    [' 4  Februari 2021 ', '2021-02-04'],
    ['donderdag 4 februari 2021', '2021-02-04'],
    ['4 feb. 2021', '2021-02-04'],
    ['4 feb 2021', '2021-02-04'],
    ['4-feb-2021', '2021-02-04'],
    ['20 mrt 2019', '2019-03-20'],
    ['1 maart 2020', '2020-03-01'],
    ['1 mei 1999', '1999-05-01'],
    ['12 okt. 2020', '2020-10-12'],
    ['4-2-2021', '2021-02-04'],
    ['04-02-2021', '2021-02-04'],
    ['04/02/2021', '2021-02-04'],
    ['4.2.2021', '2021-02-04'],
    ['4 - 2 - 2021', '2021-02-04'],
    ['februari 2021', '2021-02'],
    ['feb. 2021', '2021-02'],
    ['2-2021', '2021-02'],
    ['4 February 2021', '2021-02-04'],
    ['4th of February 2021', '2021-02-04'],
    ['February 4, 2021', '2021-02-04'],
    ['Feb. 4th, 2021', '2021-02-04'],
    ['Thursday, February 4, 2021', '2021-02-04'],
    ['may 2021', '2021-05'],
    ['29 februari 2020', '2020-02-29'],
    ['Den Haag, 4 februari 2021', '2021-02-04'],
    ['’s-Gravenhage, do. 4 feb. 2021', '2021-02-04'],
    ['Capelle aan den IJssel, d.d. 4-2-2021', '2021-02-04'],
    ['d.d. 4 februari 2021', '2021-02-04'],
    ['Datum: 4 februari 2021', '2021-02-04'],
    ['februari, 2021', '2021-02'],
    ['Den Haag, februari 2021', '2021-02'],
    ['1ste maart 2021', '2021-03-01'],
    ['2de maart 2021', '2021-03-02'],
    ['4–2–2021', '2021-02-04'],
    ['2021/02/04', '2021-02-04'],
    ['2021.2.4', '2021-02-04'],
    ['４ februari ２０２１', '2021-02-04'],
  ])('%s is %s', (typed, date) => {
    expect(readDate(typed)).toBe(date);
  });

  test.each([
    '',
    '31 februari 2021',
    '2019-02-31',
    '29-2-2021',
    '2019-13',
    '13-13-2019',
    '0000',
    '0004-02-21',
    '4-2-21',
    '4 brumaire 2021',
    '2021-02-04T10:00',
    'begin 2021',
    'begin, 2021-13',
    'maart, 4-2021',
    '4 februari, 2021, 2022',
    `${'a b '.repeat(50)}, 4 februari`,
    '2021-02-',
    '20210204',
    '١٢-٢-٢٠٢١',
  ])('%j is no date', (typed) => {
    expect(readDate(typed)).toBeNull();
  });

  test('what it reads it reads as itself, and each day of four centuries is one', () => {
    const day = fc.date({ min: new Date('1700-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, of] = iso.split('-').map(Number);
        expect(readDate(iso)).toBe(iso);
        expect(readDate(`${of}-${month}-${year}`)).toBe(iso);
        for (const language of ['nl-NL', 'en-GB', 'en-US']) {
          const long = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(date);
          expect([long, readDate(long)]).toEqual([long, iso]);
        }
      }),
      { seed: 20_210_204, numRuns: 200 },
    );
  });
});

test.each([
  ['1 december 2026', '2026-12-01'],
  ['2026-12-1', '2026-12-01'],
  ['december 2026', null],
  ['2026', null],
  ['31 februari 2026', null],
  ['', null],
])('a day is no less than a day: %s', (typed, day) => {
  expect(readDay(typed)).toBe(day);
});
