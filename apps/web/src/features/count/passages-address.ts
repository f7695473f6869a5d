import { type Behind, passagesBehind } from '@koersvast/contracts';
import type { CountSearch } from './count-search.ts';
import { selectionOf } from './use-count-address.ts';

/** The address of the passages behind a mark: the very selection that was counted. */
export function passagesAddress(projectId: string, search: CountSearch, behind: Behind): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(passagesBehind(selectionOf(search), behind)))
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return `/p/${projectId}/passages?${query}`;
}
