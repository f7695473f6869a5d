import type { DocumentListItem } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { type DocumentColumn, sortDocuments } from './document-order.ts';

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

it.each<[DocumentColumn, boolean, string]>([
  ['title', false, 'abc'],
  ['title', true, 'cba'],
  ['date', false, 'cba'],
  ['date', true, 'bca'],
  ['annotations', false, 'bca'],
  ['annotations', true, 'abc'],
  ['state', false, 'abc'],
])('by %s, descending %s: %s', (column, down, order) => {
  const sorted = sortDocuments(items, column, down, compare);
  expect(sorted.map(({ document }) => document.title).join('')).toBe(order);
});
