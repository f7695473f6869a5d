import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Report } from './report.ts';
import { useFigures } from './use-figures.ts';

/** How far coders agree over all tags, in a sentence. */
export function useSentence(): (report: Pick<Report, 'pooled' | 'settings'>) => string {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, reason } = useFigures();
  return ({ pooled: { value, low, high, reason: why }, settings }) => {
    if (value === null) return t('sentence.none', { reason: reason(why) });
    if (low === null || high === null) return t('sentence.value', { value: alpha(value) });
    return t('sentence.interval', {
      value: alpha(value),
      low: alpha(low),
      high: alpha(high),
      percent: `${format.decimal(settings.confidence * 100, 0)}%`,
    });
  };
}
