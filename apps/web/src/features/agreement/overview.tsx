import type { ProjectDetail } from '@koersvast/contracts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useTableView } from '../../ui/table/use-table-view.ts';
import { BasisLine, LeftOut } from './basis.tsx';
import classes from './overview.module.css';
import { OverviewTools, verdicts } from './overview-tools.tsx';
import type { Report } from './report.ts';
import { rowsOf } from './tag-rows.ts';
import { useAgreementAddress } from './use-agreement-address.ts';
import { useNames } from './use-names.ts';
import { useSentence } from './use-sentence.ts';
import { useTagColumns } from './use-tag-columns.tsx';
import { useWayBack } from './use-way-back.ts';
import { Whole } from './whole.tsx';

const tagChart = laterPart(async () => (await import('./tag-chart.tsx')).TagChart);

interface OverviewProps {
  readonly detail: ProjectDetail;
  readonly report: Report;
}

/** A sentence, what it rests on, and a row for each tag. */
export function Overview({ detail, report }: OverviewProps) {
  const { t } = useTranslation('agreement');
  const place = useRef<HTMLDivElement>(null);
  useWayBack(place);
  const { search, show } = useAgreementAddress();
  const below = search.below === true;
  const rows = rowsOf(detail.tags, report.tags, below, useNames(detail).tag);
  const tree = report.tags.some(({ withChildren }) => withChildren !== null);
  // Of a long codebook what is looked for, or its top alone.
  const shown = rows.filter(
    ({ depth, figures }) =>
      (search.top !== true || depth === 0) &&
      (search.verdict === undefined || figures.verdict.word === search.verdict),
  );
  const columns = useTagColumns(detail, report, rows);
  const view = useTableView('agreement', {
    search,
    onSearch: ({ sort, down }) => show({ sort, down }),
    columns: columns.map(({ id }) => id),
  });
  return (
    <>
      <Sentence report={report} words={rows.map(({ figures }) => figures.verdict.word)} />
      <BasisLine report={report} />
      <Whole report={report} />
      <LeftOut basis={report.basis} />
      <OverviewTools tree={tree} shown={shown.length} all={rows.length} />
      {shown.length === 0 && rows.length > 0 ? (
        <p>{t('tags.none')}</p>
      ) : search.drawn === true ? (
        <Later part={tagChart} wanted give={{ detail, report, rows: shown }} meanwhile={<Skeleton />} />
      ) : (
        <div ref={place}>
          <DataTable
            label={t('table')}
            rows={shown}
            keyOf={({ tagId }) => tagId}
            columns={columns}
            view={view}
            className={classes.table}
          />
        </div>
      )}
    </>
  );
}

type Word = (typeof verdicts)[number];

function Sentence({ report, words }: { readonly report: Report; readonly words: readonly Word[] }) {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const sentence = useSentence();
  const counted = verdicts.flatMap((word) => {
    const count = words.filter((each) => each === word).length;
    return count === 0 ? [] : [t(`sentence.${word}`, { count })];
  });
  return (
    <p className={classes.sentence}>
      {sentence(report)}{' '}
      {words.length > 0 && t('sentence.verdicts', { total: words.length, words: format.list(counted) })}
    </p>
  );
}
