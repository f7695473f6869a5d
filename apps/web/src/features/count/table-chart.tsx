import { useTranslation } from 'react-i18next';
import { Later } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import type { ChartGiven } from './count-chart.ts';
import { lengthsView, timeView } from './later-charts.ts';
import { MatrixView } from './matrix-view.tsx';
import { useFieldName } from './use-field-name.ts';

/** The chart of a table, as its address says. */
export function TableChart(given: ChartGiven & { readonly documentTitle?: string | undefined }) {
  const { search, title, documentTitle = '' } = given;
  const { t } = useTranslation('count');
  const fieldName = useFieldName();
  switch (search.chart) {
    case 'time':
      return <Later part={timeView} wanted give={given} meanwhile={<Skeleton />} />;
    case 'lengths':
      return <Later part={lengthsView} wanted give={given} meanwhile={<Skeleton />} />;
    case 'coders': {
      const own = t(search.long === true ? 'coders.long.title' : 'coders.title');
      return <MatrixView {...given} title={title ?? own} across={t('coders')} long={search.long === true} />;
    }
    case 'paragraphs': {
      const own = t('paragraphs.title', { title: documentTitle });
      return <MatrixView {...given} title={title ?? own} across={t('paragraphs.across')} />;
    }
    default: {
      const field = fieldName(search.by ?? 'author');
      return <MatrixView {...given} title={title ?? t('matrix.title', { field })} across={field} />;
    }
  }
}
