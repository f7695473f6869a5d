import type { ProjectDetail, RecodeOutput } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import classes from './usage.module.css';

interface RecodedProps {
  readonly detail: ProjectDetail;
  readonly report: RecodeOutput;
  readonly onClose: () => void;
}

/** What collapsed, with the memos, which only the history still has. */
export function Recoded({ detail, report, onClose }: RecodedProps) {
  const { t } = useTranslation(['tag', 'common']);
  return (
    <>
      <p role="status">
        {t('recoded', { count: report.annotations })} {t('recoded.doubles', { count: report.doubles.length })}
      </p>
      <ul className={classes.passages}>
        {report.doubles.map(({ annotationId, documentId, memberId, quote, memo }) => (
          <li key={annotationId}>
            <Link
              to="/p/$projectId/documents/$documentId"
              params={{ projectId: detail.project.id, documentId }}
              className={classes.quote}
            >
              {quote}
            </Link>
            <span className={classes.place}>
              {memberId !== null && memberName(detail, memberId)}
              {memo !== null && ` · ${memo}`}
            </span>
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={onClose}>
        {t('common:action.close')}
      </Button>
    </>
  );
}
