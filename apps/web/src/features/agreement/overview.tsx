import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { Segments } from '../../ui/segments.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import { BasisLine, LeftOut } from './basis.tsx';
import classes from './overview.module.css';
import type { Report } from './report.ts';
import { rowsOf } from './tag-rows.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useFigures } from './use-figures.ts';
import { useTagColumns } from './use-tag-columns.tsx';
import { Whole } from './whole.tsx';

const tagChart = laterPart(async () => (await import('./tag-chart.tsx')).TagChart);

interface OverviewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** A sentence, what it rests on, and a row for each tag. */
export function Overview({ detail, report }: OverviewProps) {
  const { t, i18n } = useTranslation('agreement');
  const { search, show } = useAgreementAddress();
  const below = search.below === true;
  const rows = rowsOf(detail.tags, report.tags, below, i18n.language);
  const tree = report.tags.some(({ withChildren }) => withChildren !== null);
  const columns = useTagColumns(detail, report, rows);
  const view = useTableView('agreement', {
    search,
    onSearch: ({ sort, down }) => show({ sort, down }),
    columns: columns.map(({ id }) => id),
  });
  return (
    <>
      <Sentence report={report} words={rows.map(({ figures }) => figures.verdict.word)} />
      <BasisLine basis={report.basis} />
      <Whole report={report} />
      <LeftOut basis={report.basis} />
      <div className={classes.tools} data-screen="only">
        <Segments
          label={t('shown')}
          value={search.drawn === true ? 'chart' : 'table'}
          options={[
            { value: 'table', name: t('shown.table') },
            { value: 'chart', name: t('shown.chart') },
          ]}
          onChoose={(each) => show({ drawn: each === 'chart' || undefined })}
        />
        {tree && (
          <Segments
            label={t('below')}
            value={below ? 'with' : 'own'}
            options={[
              { value: 'own', name: t('below.own') },
              { value: 'with', name: t('below.with') },
            ]}
            onChoose={(each) => show({ below: each === 'with' || undefined })}
          />
        )}
      </div>
      {search.drawn === true ? (
        <Later part={tagChart} wanted give={{ detail, report, rows }} meanwhile={<Skeleton />} />
      ) : (
        <DataTable
          label={t('table')}
          rows={rows}
          keyOf={({ tagId }) => tagId}
          columns={columns}
          view={view}
          className={classes.table}
        />
      )}
    </>
  );
}

const verdicts = ['reliable', 'tentative', 'unreliable', 'cannot-tell'] as const;
type Word = (typeof verdicts)[number];

function Sentence({ report, words }: { readonly report: Report; readonly words: readonly Word[] }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { alpha, reason } = useFigures();
  const { value, low, high, reason: why } = report.pooled;
  const whole =
    value === null
      ? t('sentence.none', { reason: reason(why) })
      : low === null || high === null
        ? t('sentence.value', { value: alpha(value) })
        : t('sentence.interval', {
            value: alpha(value),
            low: alpha(low),
            high: alpha(high),
            percent: `${format.decimal(report.settings.confidence * 100, 0)}%`,
          });
  const counted = verdicts.flatMap((word) => {
    const count = words.filter((each) => each === word).length;
    return count === 0 ? [] : [t(`sentence.${word}`, { count })];
  });
  return (
    <p className={classes.sentence}>
      {whole}{' '}
      {words.length > 0 && t('sentence.verdicts', { total: words.length, words: format.list(counted) })}
    </p>
  );
}
