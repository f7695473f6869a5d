import type { IntakeProposal, IntakeSource } from '@koersvast/contracts';
import { expect, test } from 'vitest';
import { compareTwins } from './twin-order.ts';

const said = (from: IntakeProposal['from']): IntakeProposal => ({ value: '2021', from, passage: null });
const file = (path: string): IntakeSource => ({
  ...{ fileId: path, path, format: 'txt', role: 'text', why: 'only_source', size: 1 },
});
const item = (nth: number, files: number, from: IntakeProposal['from']) => ({
  nth,
  sources: Array.from({ length: files }, (_, at) => file(`${nth}-${at}`)),
  proposals: { date: said(from) },
});

test('of one text that which a list names goes in, else that with the most files, else the first', () => {
  const plain = [item(1, 1, 'file'), item(2, 3, 'letter'), item(3, 1, 'index'), item(4, 3, 'file')];
  expect(plain.toSorted(compareTwins).map(({ nth }) => nth)).toEqual([3, 2, 4, 1]);
});
