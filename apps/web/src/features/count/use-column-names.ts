import type { CountTable, ProjectDetail } from '@koersvast/contracts';
import { fieldCalled } from '@koersvast/core/document-field';
import { ownFieldOf } from '@koersvast/core/document-rule';
import type { CountSearch } from './count-search.ts';
import { useNames } from './use-names.ts';
import { useWords } from './use-words.ts';

/** What the columns of a table are called. */
export function useColumnNames(detail: ProjectDetail, { by }: CountSearch) {
  const words = useWords();
  const names = useNames(detail);
  const own = by === undefined ? null : ownFieldOf(by);
  const field = own === null ? null : (fieldCalled(detail.project.documentFields, own) ?? null);
  return (column: Pick<CountTable['columns'][number], 'kind' | 'values'>): string =>
    words.column(column, names, field);
}
