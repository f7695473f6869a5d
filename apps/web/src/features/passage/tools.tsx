import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { at } from '../../lib/base.ts';
import { say } from '../../lib/said.ts';
import { chartSearchOf } from './chart-search.ts';
import { paperReady } from './on-paper.tsx';
import { pageQuery, pageSize, printedMost } from './queries.ts';
import { usePassageAddress } from './use-passage-address.ts';

/** To the chart of what is shown, per year; of a list that no chart can count, its years with how much is in each. */
function useChart() {
  const { t } = useTranslation('passage');
  const { projectId, search, ask } = usePassageAddress();
  const navigate = useNavigate();
  return () => {
    const chart = chartSearchOf(search);
    if (chart !== null) {
      void navigate({ to: '/p/$projectId/charts', params: { projectId }, search: chart });
      return;
    }
    ask({ group: 'year' });
    say(t('chart.none'));
  };
}

/** What is shown as a chart, as a file, and on paper: for that all of it is read first. */
export function Tools({ total }: { readonly total: number }) {
  const { t } = useTranslation('passage');
  const { projectId, asked } = usePassageAddress();
  const queries = useQueryClient();
  const words = useFaultWords();
  const toChart = useChart();
  useCommandKeys('passages', { 'passages.chart': toChart }, total > 0);
  const [reading, setReading] = useState(false);
  const query = new URLSearchParams({ selection: JSON.stringify(asked.selection) });
  const print = async () => {
    setReading(true);
    try {
      for (let page = 0; page * pageSize < Math.min(total, printedMost); page += 1)
        await queries.ensureQueryData(pageQuery(asked, page));
      await paperReady();
      window.print();
    } catch (error) {
      say(words(error));
    } finally {
      setReading(false);
    }
  };
  if (total === 0) return null;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={toChart}>
        {t('chart')}
      </Button>
      <Button
        component="a"
        variant="default"
        size="compact-sm"
        download
        href={at(`/api/projects/${projectId}/passages.csv?${query}`)}
      >
        {t('csv')}
      </Button>
      <Button variant="default" size="compact-sm" loading={reading} onClick={print}>
        {t('print')}
      </Button>
    </>
  );
}
