import type { AgreementInterval } from '@koersvast/contracts';
import type { AgreementMeasure } from '@koersvast/core/agreement';
import { useTranslation } from 'react-i18next';
import { MeasureReading } from './measure-reading.tsx';
import classes from './overview.module.css';
import type { Report } from './report.ts';
import { useFigures } from './use-figures.ts';

/** What is said of all tags at once, each measure by its name. */
export function Whole({ report }: { readonly report: Report }) {
  const { t } = useTranslation('agreement');
  const { score, share } = useFigures();
  const { pooled, relevance, joint, f1 } = report;
  return (
    <>
      <dl className={classes.whole} aria-label={t('whole')}>
        <Measure name={t('whole.pooled')} measure="u_alpha_pooled" interval={pooled} />
        <Measure name={t('whole.relevance')} measure="bar_u_alpha" interval={relevance} />
        <Measure name={t('whole.u')} measure="u_alpha_joint" interval={joint.u} />
        <Measure
          name={t('whole.cu')}
          measure="cu_alpha"
          interval={joint.cu}
          more={
            joint.coverage.value === null ? null : t('whole.coverage', { share: share(joint.coverage.value) })
          }
        />
        <div>
          <dt>
            {t('whole.f1')} <MeasureReading measure="f1" name={t('whole.f1')} />
          </dt>
          <dd>{score(f1)}</dd>
        </div>
      </dl>
      {pooled.caution !== null && <p className={classes.note}>{t('whole.caution')}</p>}
    </>
  );
}

interface MeasureProps {
  readonly name: string;
  readonly measure: AgreementMeasure;
  readonly interval: AgreementInterval;
  readonly more?: string | null;
}

function Measure({ name, measure, interval, more = null }: MeasureProps) {
  const { alpha, between, reason } = useFigures();
  const { value, reason: why, noInterval } = interval;
  const around = between(interval);
  return (
    <div>
      <dt>
        {name} <MeasureReading measure={measure} name={name} />
      </dt>
      <dd>
        {value === null ? (
          reason(why)
        ) : (
          <>
            {alpha(value)}{' '}
            <span className={classes.between}>
              {around ?? (noInterval === null ? '' : reason(noInterval))}
              {more !== null && `; ${more}`}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
