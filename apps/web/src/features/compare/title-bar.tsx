import type { DocumentRow, ProjectDetail, Round } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import barClasses from '../../ui/title-bar.module.css';
import classes from './compare.module.css';
import type { Pass } from './comparison.ts';

interface TitleBarProps {
  readonly project: ProjectDetail;
  readonly row: DocumentRow;
  readonly round: Round;
  readonly rounds: readonly Round[];
  readonly onRound: (roundId: string) => void;
  readonly left: number;
  readonly total: number;
  /** What is counted, where a first pass and the work as it is now differ. */
  readonly counts: Pass | null;
}

/** Which document is compared in which round, and how many differences are left. */
export function TitleBar({ project, row, round, rounds, onRound, left, total, counts }: TitleBarProps) {
  const { t } = useTranslation('compare');
  return (
    <header className={`${barClasses.bar} ${classes.bar}`}>
      <Link
        to="/p/$projectId/documents/$documentId"
        params={{ projectId: project.project.id, documentId: row.id }}
        search={{ round: round.id }}
        className={`${barClasses.step} ${classes.back}`}
        aria-label={t('toLetter')}
        title={t('toLetter')}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M9.5 3.5 5 8l4.5 4.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </svg>
      </Link>
      <h1 className={`${barClasses.title} ${classes.title}`} title={row.title}>
        <span className={classes.unseen}>{t('title')}: </span>
        <span lang={row.language} dir="auto">
          {row.title}
        </span>
      </h1>
      {rounds.length > 1 ? (
        <select
          className={classes.round}
          aria-label={t('round')}
          value={round.id}
          onChange={(event) => onRound(event.currentTarget.value)}
        >
          {rounds.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      ) : (
        <span className={classes.roundName}>{round.name}</span>
      )}
      <p className={classes.left} role="status">
        {counts === 'first'
          ? t('left.first', { count: total })
          : total > 0 && t(counts === 'now' ? 'left.now' : 'left', { count: left, total })}
      </p>
    </header>
  );
}
