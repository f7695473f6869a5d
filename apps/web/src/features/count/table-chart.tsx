import { useTranslation } from 'react-i18next';
import type { ChartGiven } from './count-chart.ts';
import { LengthsView } from './lengths-view.tsx';
import { MatrixView } from './matrix-view.tsx';
import { TimeView } from './time-view.tsx';
import { useFieldName } from './use-field-name.ts';

/** The chart of a table, as its address says. */
export function TableChart(given: ChartGiven & { readonly documentTitle?: string | undefined }) {
  const { search, title, documentTitle = '' } = given;
  const { t } = useTranslation('count');
  const fieldName = useFieldName();
  switch (search.chart) {
    case 'time':
      return <TimeView {...given} />;
    case 'lengths':
      return <LengthsView {...given} />;
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
