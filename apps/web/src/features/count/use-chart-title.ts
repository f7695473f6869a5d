import { useTranslation } from 'react-i18next';
import type { CountSearch } from './count-search.ts';
import { useFieldName } from './use-field-name.ts';

/** What a chart is called that nobody gave a title. */
export function useChartTitle(): (search: CountSearch) => string {
  const { t } = useTranslation('count');
  const fieldName = useFieldName();
  return ({ chart, by = 'author', period = 'year', long }) => {
    switch (chart) {
      case 'time':
        return t(`time.title.${period}`);
      case 'together':
        return t('together.title');
      case 'coders':
        return t(long === true ? 'coders.long.title' : 'coders.title');
      case 'lengths':
        return t('lengths.title');
      case 'portrait':
        return t('portrait.title');
      case 'paragraphs':
        return t('chart.paragraphs');
      default:
        return t('matrix.title', { field: fieldName(by) });
    }
  };
}
