import { expect, it } from 'vitest';
import { csvOf, tsvOf } from './chart-table.ts';

const table = {
  columns: [
    { key: 'tag', name: 'Tag' },
    { key: 'alpha', name: 'Agreement', number: true },
  ],
  rows: [
    { key: '1', cells: [{ text: 'druk, "zacht"' }, { text: '0,71', value: 0.7134 }] },
    { key: '2', cells: [{ text: '=A1' }, { text: 'too few', value: null }] },
    { key: '3', cells: [{ text: '-' }, { text: '−0,2', value: -0.2 }] },
  ],
};

it('is a file with numbers as programs read them, in which nothing is a formula', () => {
  expect(csvOf(table)).toBe('\u{feff}Tag,Agreement\r\n"druk, ""zacht""",0.7134\r\n\'=A1,\r\n\'-,-0.2\r\n');
});

it('is cells for a spreadsheet', () => {
  expect(tsvOf(table)).toBe('Tag\tAgreement\ndruk, "zacht"\t0.7134\n=A1\t\n-\t-0.2');
});
