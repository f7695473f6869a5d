import type { DocumentCondition } from '@koersvast/core/document-rule';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { useFormat } from '../../lib/format.ts';
import type { CellColumn } from './cell-column.ts';
import { shownValue } from './conditions.ts';

/** What a condition says of documents. */
export function useConditionWords(columns: readonly CellColumn[]): (condition: DocumentCondition) => string {
  const { t } = useTranslation('set');
  const words = useFieldWords();
  const format = useFormat();
  return ({ column: id, test, values }) => {
    const column = columns.find((each) => each.id === id);
    const name = column?.name ?? id.replace(/^field\./, '');
    const [first = '', second = ''] = values.map((value) => shownValue(column, value, words));
    switch (test) {
      case 'contains':
        return t('filter.words.contains', { name, value: values[0] ?? '' });
      case 'range':
        return t('filter.words.range', { name, from: first, to: second });
      case 'one_of':
        return t('filter.words.one_of', {
          name,
          values: format.choice(values.map((value) => shownValue(column, value, words))),
        });
      default:
        return t(`filter.words.${test}`, { name });
    }
  };
}
