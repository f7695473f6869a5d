import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { csvPath } from './csv-path.ts';
import type { Asked } from './queries.ts';

interface HitFilesProps {
  readonly asked: Asked;
  /** Collocates have a file of their own. */
  readonly hasCsv: boolean;
}

/** What was found, to take along: as a file, and on paper. */
export function HitFiles({ asked, hasCsv }: HitFilesProps) {
  const { t } = useTranslation('find');
  return (
    <>
      {hasCsv && (
        <Button component="a" href={csvPath(asked)} download size="compact-sm" variant="default">
          {t('csv')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
}
