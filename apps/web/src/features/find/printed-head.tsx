import type { ProjectDetail } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { usePrinting } from '../../lib/printing.ts';
import classes from './find-screen.module.css';
import type { Asked } from './queries.ts';
import { useFilterWords } from './use-filter-words.ts';

interface PrintedHeadProps {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
}

/** On paper: what was asked, of which documents, and when. */
export function PrintedHead({ detail, asked }: PrintedHeadProps) {
  const { t } = useTranslation('find');
  const format = useFormat();
  const printing = usePrinting();
  const filters = useFilterWords(detail);
  if (!printing) return null;
  return (
    <div className={classes.printed}>
      <p>{t('printed.asked', { query: asked.query })}</p>
      <p>{t('printed.documents', { words: filters })}</p>
      <p>
        {t('printed.when', { project: detail.project.name, when: format.moment(new Date().toISOString()) })}
      </p>
    </div>
  );
}
