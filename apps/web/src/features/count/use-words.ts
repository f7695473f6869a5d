import type { CountTable } from '@koersvast/contracts';
import { type CountBase, type Counted, type CountUnit, countIn } from '@koersvast/core/count';
import { type DocumentField, shownFieldValue } from '@koersvast/core/document-field';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../data/document-fields.ts';
import { useFormat } from '../../lib/format.ts';

type Column = CountTable['columns'][number];

/** What is counted in words, and what columns are called. */
export function useWords() {
  const { t } = useTranslation('count');
  const format = useFormat();
  const fieldWords = useFieldWords();
  const spans = (count: number) => t('spans', { count, number: format.number(count) });
  const documents = (count: number) => t('documents', { count, number: format.number(count) });
  const rate = (value: number) => format.decimal(value, value < 10 ? 2 : 1);
  return {
    spans,
    documents,
    /** A value as it fits into a cell, or beside an axis. */
    short: (unit: CountUnit, value: number): string => {
      if (unit === 'share') return format.share(value);
      return unit === 'words' ? rate(value) : format.decimal(value, Number.isInteger(value) ? 0 : 1);
    },
    /** A value with what it is out of; null where there is none. */
    long: (unit: CountUnit, counted: Counted, base: CountBase): string | null => {
      const value = countIn(unit, counted, base);
      if (value === null) return null;
      switch (unit) {
        case 'spans':
          return t('value.spans', {
            spans: spans(counted.spans),
            documents: t('value.documents', {
              number: format.number(counted.documents),
              of: documents(base.documents),
            }),
          });
        case 'documents':
          return t('value.documents', {
            number: format.number(counted.documents),
            of: documents(base.documents),
          });
        case 'share':
          return t('value.share', { share: format.share(value), of: format.number(base.characters) });
        case 'words':
          return t('value.words', {
            rate: rate(value),
            spans: spans(counted.spans),
            of: format.number(base.words ?? 0),
          });
      }
    },
    /** What a column is called: of a field by what its values are. */
    column: (
      { kind, values }: Pick<Column, 'kind' | 'values'>,
      names: { coder: (id: string) => string; round: (id: string) => string },
      field: DocumentField | null,
    ): string => {
      const [first = '', second] = values;
      const shown = (value: string) => (field ? shownFieldValue(field, value, fieldWords) : value);
      switch (kind) {
        case 'value':
          return shown(first);
        case 'year':
        case 'month':
          return format.partialDate(first);
        case 'range':
          return t('column.range', { from: shown(first), to: shown(second ?? '') });
        case 'none':
          return t('column.none');
        case 'rest':
          return t('column.rest', { count: Number(first) });
        case 'coder':
          return names.coder(first);
        case 'round':
          return names.round(first);
        case 'length':
          return second === undefined
            ? t('column.length.last', { from: format.number(Number(first)) })
            : t('column.length', {
                from: format.number(Number(first)),
                to: format.number(Number(second)),
              });
        case 'paragraph':
          return t('column.paragraph', { number: first });
      }
    },
  };
}
