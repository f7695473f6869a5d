import { at } from '../../lib/base.ts';
import type { Asked } from './queries.ts';

/** Where all that is found can be downloaded. */
export function csvPath({ projectId, query, documents, piece, searchId, aside }: Asked): string {
  const asked = new URLSearchParams({ query, piece });
  if (documents.kind === 'set') asked.set('set', documents.setId);
  if (documents.kind !== 'all' && documents.conditions !== undefined)
    asked.set('conditions', JSON.stringify(documents.conditions));
  if (searchId !== null) asked.set('search', searchId);
  if (aside !== 'without') asked.set('aside', aside);
  return at(`/api/projects/${projectId}/search.csv?${asked}`);
}
