import { trpc } from '../../data/trpc.ts';
import type { Asked } from './use-passage-address.ts';

/** So many passages are read at once. */
export const pageSize = 50;

/** No more than so many passages are printed. */
export const printedMost = 2_000;

export function pageQuery(asked: Asked, page: number) {
  return trpc.passage.list.queryOptions({ ...asked, from: page * pageSize, most: pageSize });
}
