import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { at } from '../../lib/base.ts';
import { say } from '../../lib/said.ts';
import { pageQuery, pageSize, printedMost } from './queries.ts';
import { usePassageAddress } from './use-passage-address.ts';

/** What is shown as a file, and on paper: for that all of it is read first. */
export function Tools({ total }: { readonly total: number }) {
  const { t } = useTranslation('passage');
  const { projectId, asked } = usePassageAddress();
  const queries = useQueryClient();
  const words = useFaultWords();
  const [reading, setReading] = useState(false);
  const query = new URLSearchParams({ selection: JSON.stringify(asked.selection) });
  const print = async () => {
    setReading(true);
    try {
      for (let page = 0; page * pageSize < Math.min(total, printedMost); page += 1)
        await queries.ensureQueryData(pageQuery(asked, page));
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
