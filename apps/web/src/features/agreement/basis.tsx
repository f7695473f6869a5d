import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './overview.module.css';
import type { Basis, Report } from './report.ts';

/** On how much the figures rest. */
export function BasisLine({ report: { basis, selection } }: { readonly report: Report }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  return (
    <p className={classes.basis}>
      {t(selection.layers === 'final' ? 'basis.final' : 'basis.rests', {
        count: basis.doubleCoded,
        number: format.number(basis.doubleCoded),
        coders: t('coders', { count: basis.coders.length }),
        spans: t('spans', { count: basis.spans, number: format.number(basis.spans) }),
      })}
    </p>
  );
}

/** What was left out, and how much of it. Nothing where nothing was. */
export function LeftOut({ basis }: { readonly basis: Basis }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { unfinished, notIndependent, oneCoder, notRevealed, noFinal } = basis.leftOut;
  const said = [
    ...(unfinished > 0 ? [t('leftOut.unfinished', { count: unfinished })] : []),
    ...(notIndependent > 0 ? [t('leftOut.notIndependent', { count: notIndependent })] : []),
    ...(oneCoder > 0 ? [t('leftOut.oneCoder', { count: oneCoder })] : []),
    ...(noFinal > 0 ? [t('leftOut.noFinal', { count: noFinal })] : []),
    ...(notRevealed.length > 0
      ? [
          t('leftOut.notRevealed', {
            rounds: format.list(notRevealed.map((number) => t('roundNumber', { number }))),
          }),
        ]
      : []),
  ];
  if (said.length === 0) return null;
  return (
    <div className={classes.leftOut}>
      <h2>{t('leftOut.label')}</h2>
      <ul>
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}
