import type { CountTable, ProjectDetail } from '@koersvast/contracts';
import type { CountUnit } from '@koersvast/core/count';
import { useTranslation } from 'react-i18next';
import type { CountSearch } from './count-search.ts';
import { mostOf } from './table-cells.ts';
import { useColumnNames } from './use-column-names.ts';
import { useNames } from './use-names.ts';
import { useWords } from './use-words.ts';

/** What a chart of a table says in a sentence: what there is most of, and where. */
export function useSummary(detail: ProjectDetail, search: CountSearch) {
  const { t } = useTranslation('count');
  const names = useNames(detail);
  const words = useWords();
  const columnName = useColumnNames(detail, search);
  return (table: CountTable, unit: CountUnit): string => {
    const most = mostOf(table, unit);
    if (most === null) return t('summary.none');
    const { row, column, counted, base } = most.cell;
    return t('summary.most', {
      tag: names.tag(row.tagId),
      column: columnName(column),
      value: words.long(unit, counted, base) ?? '',
    });
  };
}
