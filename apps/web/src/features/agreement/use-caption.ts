import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Report } from './report.ts';

/** What is counted in a chart: which work, of how many documents and coders, and how intervals came about. */
export function useCaption({
  selection,
  basis,
  settings,
}: Pick<Report, 'selection' | 'basis' | 'settings'>): string {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  return t('chart.caption', {
    what: t(`layers.${selection.layers}`),
    documents: t('documents', { count: basis.doubleCoded }),
    coders: t('coders', { count: basis.coders.length }),
    percent: `${format.decimal(settings.confidence * 100, 0)}%`,
    replicates: format.number(settings.replicates),
    seed: String(settings.seed),
    engine: settings.engine,
  });
}
