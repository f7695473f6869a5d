import { expect, test } from 'vitest';
import type { Piece } from '../reading/piece.ts';
import type { Place } from './page.ts';
import { joinTables } from './table-over-pages.ts';

const places: Place[] = [1, 2].map((page) => ({ page, box: [0, 0, 1, 1] }));

/** The rows of a table on a page, cells parted by `|`. */
const table = (page: 1 | 2, ...rows: string[]): Piece[] =>
  rows.flatMap((row, at) =>
    row.split('|').map(
      (text, column): Piece => ({
        kind: 'table_cell',
        ...(column > 0 ? {} : { opens: at === 0 ? 'table' : 'row' }),
        runs: [{ text, place: page - 1 }],
      }),
    ),
  );

function joined(pieces: readonly Piece[]): string[] {
  const rows: string[] = [];
  for (const { opens, runs, kind } of joinTables(pieces, places).pieces) {
    const words = runs.map((run) => (typeof run === 'string' ? run : 'text' in run ? run.text : '')).join('');
    if (kind !== 'table_cell' || opens === 'table') rows.push(words);
    else if (opens === 'row') rows.push(`/${words}`);
    else rows.push(`${rows.pop()}|${words}`);
  }
  return rows;
}

/** A cell at this distance from the left. */
const cellAt = (left: number, page: 1 | 2, text: string, opens?: 'table' | 'row'): Piece => ({
  kind: 'table_cell',
  ...(opens === undefined ? {} : { opens }),
  runs: [{ text, place: places.push({ page, box: [left, 0, left + 40, 1] }) - 1 }],
});

const paragraph: Piece = { kind: 'paragraph', runs: [{ text: 'Slot', place: 1 }] };

test.each<[string, Piece[], string[]]>([
  [
    'a head that is repeated',
    [...table(1, 'Jaar|Bedrag', '2020|5'), ...table(2, 'Jaar|Bedrag', '2021|6')],
    ['Jaar|Bedrag', '/2020|5', '/2021|6'],
  ],
  [
    'a row that was cut',
    [...table(1, 'Wat|Wie', 'Toezicht op|De inspectie'), ...table(2, 'Wat|Wie', 'de markt|')],
    ['Wat|Wie', '/Toezicht op de markt|De inspectie'],
  ],
  [
    'rows that begin anew',
    [...table(1, 'Wat|Wie', 'Toezicht|De inspectie.'), ...table(2, 'Geld|De minister.')],
    ['Wat|Wie', '/Toezicht|De inspectie.', '/Geld|De minister.'],
  ],
  [
    'another table, behind a paragraph',
    [...table(1, 'Jaar|Bedrag', '2020|5'), paragraph, ...table(2, 'Jaar|Bedrag', '2021|6')],
    ['Jaar|Bedrag', '/2020|5', 'Slot', 'Jaar|Bedrag', '/2021|6'],
  ],
  [
    'a row that was cut, of which a column has no more',
    [
      cellAt(70, 1, 'Toezicht op de', 'table'),
      cellAt(170, 1, 'In ons om-'),
      cellAt(270, 1, 'Q1 2026'),
      cellAt(170, 2, 'ringende land.', 'table'),
      cellAt(70, 2, 'Geld', 'row'),
    ],
    ['Toezicht op de|In ons omringende land.|Q1 2026', '/Geld'],
  ],
  [
    'a cell that goes on alone',
    [
      cellAt(70, 1, 'Toezicht', 'table'),
      cellAt(170, 1, 'De inspectie houdt toezicht in ons om-'),
      { kind: 'paragraph', runs: [{ text: 'ringende land.', place: 1 }] },
    ],
    ['Toezicht|De inspectie houdt toezicht in ons omringende land.'],
  ],
])('%s', (_, pieces, rows) => expect(joined(pieces)).toEqual(rows));

test('tells which head it left out', () => {
  const { dropped } = joinTables(
    [...table(1, 'Jaar|Bedrag', '2020|5'), ...table(2, 'Jaar|Bedrag', '2021|6')],
    places,
  );
  expect(dropped.map(({ page, text, why }) => [page, text, why])).toEqual([
    [2, 'Jaar', 'running'],
    [2, 'Bedrag', 'running'],
  ]);
});
