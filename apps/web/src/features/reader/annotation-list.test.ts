import type { AnnotationRow } from '@koersvast/core/annotation';
import { describe, expect, it } from 'vitest';
import { countBy, listInTextOrder } from './annotation-list.ts';

describe('the list', () => {
  const shown = (id: string, start: number, end: number, tagId: string, createdById: string) =>
    [
      id,
      { row: { id, start, end, tagId, createdById } as AnnotationRow, pending: false, own: true },
    ] as const;
  const list = listInTextOrder(
    new Map([
      shown('c', 5, 9, 't', 'x'),
      shown('b', 0, 4, 's', 'x'),
      shown('a', 0, 4, 't', 'y'),
      shown('d', 0, 9, 't', 'x'),
    ]),
  );

  it('is in text order, what contains first', () => {
    expect(list.map(({ key }) => key)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('counts under the other filter', () => {
    expect([...countBy(list, 'tagId', { coder: 'x' })]).toEqual([
      ['t', 2],
      ['s', 1],
    ]);
    expect([...countBy(list, 'createdById', {})]).toEqual([
      ['x', 3],
      ['y', 1],
    ]);
  });
});
