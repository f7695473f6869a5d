import type {
  AgreementFigure,
  AgreementInterval,
  AgreementOfTag,
  AgreementReason,
  AgreementVerdict,
} from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

/** Krippendorff's lines: below the first no conclusion, from the second on as sure as is asked for. */
export const lines = [0.667, 0.8] as const;

/** Figures and what is thought of them, in words. What has no value says why, and is never nought or one. */
export function useFigures() {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const alpha = (value: number) => format.decimal(value, 3);
  const reason = (code: AgreementReason | null) => (code === null ? '–' : t(`reason.${code}`));
  const documents = (count: number) => t('documents', { count });
  const between = ({ low, high }: Pick<AgreementInterval, 'low' | 'high'>) =>
    low === null || high === null ? null : t('interval', { low: alpha(low), high: alpha(high) });
  const verdict = (
    { word, reason: why }: AgreementVerdict,
    { spans, documents: of }: Pick<AgreementOfTag, 'spans' | 'documents'>,
  ) => {
    const said = t(`verdict.${word}`);
    if (why === null) return said;
    const because =
      why === 'few-spans'
        ? t('because.few-spans', { count: spans })
        : why === 'few-documents'
          ? t('because.few-documents', { count: of })
          : t(`because.${why}`);
    return t('verdict.because', { verdict: said, reason: because });
  };
  return {
    alpha,
    /** F1 and other shares of agreeing pairs. */
    score: (figure: AgreementFigure) =>
      figure.value === null ? reason(figure.reason) : format.decimal(figure.value, 2),
    share: format.share,
    reason,
    documents,
    between,
    verdict,
    /** All that a mark of an interval says. */
    spoken: (
      name: string,
      { value, reason: why, low, high }: Pick<AgreementInterval, 'value' | 'reason' | 'low' | 'high'>,
      of: number,
    ) => {
      if (value === null) return t('mark.none', { name, reason: reason(why) });
      const told = { name, value: alpha(value), documents: documents(of) };
      return low === null || high === null
        ? t('mark.value', told)
        : t('mark.interval', { ...told, low: alpha(low), high: alpha(high) });
    },
  };
}
