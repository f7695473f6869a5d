import { at } from '../../lib/base.ts';
import type { Asked } from './queries.ts';

/** Where all that is found can be downloaded; in the order of the list, but for that of words, which a file has not. */
export function csvPath(
  { projectId, query, documents, piece, searchId, aside }: Asked,
  { sort, down }: { readonly sort?: string | undefined; readonly down?: boolean | undefined },
): string {
  const asked = new URLSearchParams({ query, piece });
  if (documents.kind === 'set') asked.set('set', documents.setId);
  if (documents.kind !== 'all' && documents.conditions !== undefined)
    asked.set('conditions', JSON.stringify(documents.conditions));
  if (searchId !== null) asked.set('search', searchId);
  if (aside !== 'without') asked.set('aside', aside);
  if (sort === 'title' || sort === 'date' || sort === 'tag') {
    asked.set('order', sort);
    if (down === true) asked.set('down', '1');
  }
  return at(`/api/projects/${projectId}/search.csv?${asked}`);
}
