import type { DocumentListItem } from '@koersvast/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { type Sort, useTableModel } from '../../ui/table/columns.ts';
import { type DocumentColumn, documentColumns, orderOf } from './document-order.ts';

function item(title: string, date: string | null, annotations: number): DocumentListItem {
  return {
    document: { id: title, title, date } as DocumentListItem['document'],
    annotations,
    paragraphs: 1,
    assignments: [],
  };
}

const items = [item('b', '2019-12', 3), item('a', null, 20), item('c', '2018', 3)];
const compare = new Intl.Collator('en').compare;

const columns = documentColumns.map((id) => ({
  id,
  name: id,
  width: 0,
  cell: () => null,
  sortBy: (one: DocumentListItem) => orderOf(one, id),
}));

/** The titles in the order in which the table has them. */
function Titles({ by, down }: Sort) {
  const hidden = new Set<string>();
  const keyOf = ({ document }: DocumentListItem) => document.id;
  const given = { rows: items, keyOf, columns, hidden, compare };
  const { rows } = useTableModel({ ...given, sort: { by, down } });
  return rows.map((row) => row.document.title).join('');
}

it.each<[DocumentColumn, boolean, string]>([
  ['title', false, 'abc'],
  ['title', true, 'cba'],
  ['date', false, 'cba'],
  ['date', true, 'bca'],
  ['annotations', false, 'bca'],
  ['annotations', true, 'abc'],
  ['state', false, 'abc'],
])('by %s, descending %s: %s', (column, down, order) => {
  expect(renderToStaticMarkup(createElement(Titles, { by: column, down }))).toBe(order);
});
