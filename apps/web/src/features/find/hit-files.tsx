import type { ProjectDetail } from '@koersvast/contracts';
import { Button, VisuallyHidden } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../data/keyboard.ts';
import { say } from '../../lib/said.ts';
import { useParser } from '../../parts/query/use-parser.ts';
import { chartSearchOf } from './chart-search.ts';
import { csvPath } from './csv-path.ts';
import type { Asked } from './queries.ts';
import { useFindAddress } from './use-find-address.ts';

interface HitFilesProps {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  readonly view: 'lines' | 'passages' | 'counts' | 'collocates';
  /** How many hits were put aside in the saved search that this is. */
  readonly aside: number;
}

/** What was found, to take along: as a chart, as a file, and on paper. */
export function HitFiles({ detail, asked, view, aside }: HitFilesProps) {
  const { t } = useTranslation('find');
  const { search } = useFindAddress();
  const toChart = useChart({ detail, asked, aside });
  useCommandKeys('find', { 'hits.chart': toChart });
  // Of a view that somebody came with they are told by what is in it.
  const [came] = useState(view);
  const [changed, setChanged] = useState(false);
  if (view !== came && !changed) setChanged(true);
  // Collocates have a file of their own.
  const hasCsv = view !== 'collocates';
  return (
    <>
      <VisuallyHidden role="status">
        {changed ? t('views.now', { view: t(`view.${view}`) }) : ''}
      </VisuallyHidden>
      <Button size="compact-sm" variant="default" onClick={toChart}>
        {t('chart')}
      </Button>
      {hasCsv && (
        <Button component="a" href={csvPath(asked, search)} download size="compact-sm" variant="default">
          {t('csv')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
}

/** To the chart of what was found, per year. Charts count codings alone: all else is counted here, and that is said. */
function useChart({ detail, asked, aside }: Omit<HitFilesProps, 'view'>) {
  const { t } = useTranslation('find');
  const { projectId, search, show } = useFindAddress();
  const navigate = useNavigate();
  const parser = useParser();
  return () => {
    const read = parser?.readQuery(asked.query, detail.project.documentFields);
    const isAll = aside === 0 && asked.aside === 'without';
    const chart = isAll && read?.ok === true ? chartSearchOf(read.query, asked.piece, detail) : null;
    if (chart === null) {
      show({ how: 'counts', by: undefined });
      say(t('chart.none'));
      return;
    }
    const { where = [], ...rest } = chart;
    const all = [...(search.where ?? []), ...where];
    void navigate({
      to: '/p/$projectId/charts',
      params: { projectId },
      search: { ...rest, set: search.set, where: all.length === 0 ? undefined : all },
    });
  };
}
