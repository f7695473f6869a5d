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
    switch (test) {
      case 'contains':
        return t('filter.words.contains', { name, value: values[0] ?? '' });
      case 'range': {
        const [from = '', to = ''] = values.map((value) => value && shownValue(column, value, words));
        if (from === '' && to === '') return t('filter.words.filled', { name });
        if (to === '') return t('filter.words.range.from', { name, from });
        if (from === '') return t('filter.words.range.to', { name, to });
        return from === to
          ? t('filter.words.range.one', { name, value: from })
          : t('filter.words.range', { name, from, to });
      }
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
