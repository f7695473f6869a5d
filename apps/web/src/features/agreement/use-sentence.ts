import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Report } from './report.ts';
import { useFigures } from './use-figures.ts';

/** How far coders agree over all tags, in a sentence. */
export function useSentence(): (report: Pick<Report, 'pooled' | 'settings' | 'selection'>) => string {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, reason } = useFigures();
  return ({ pooled: { value, low, high, reason: why }, settings, selection }) => {
    if (value === null) return t('sentence.none', { reason: reason(why) });
    const final = selection.layers === 'final';
    if (low === null || high === null)
      return t(final ? 'sentence.value.final' : 'sentence.value', { value: alpha(value) });
    return t(final ? 'sentence.interval.final' : 'sentence.interval', {
      value: alpha(value),
      low: alpha(low),
      high: alpha(high),
      percent: `${format.decimal(settings.confidence * 100, 0)}%`,
    });
  };
}
