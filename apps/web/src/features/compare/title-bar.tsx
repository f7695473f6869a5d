import type { ListedDocument, ProjectDetail, Round } from '@koersvast/contracts';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { roundChoice } from '../../parts/round/later-choice.ts';
import { Later } from '../../ui/later.tsx';
import barClasses from '../../ui/title-bar.module.css';
import type { Pass } from './comparison.ts';
import classes from './title-bar.module.css';

interface TitleBarProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly round: Round;
  readonly rounds: readonly Round[];
  readonly onRound: (roundId: string) => void;
  readonly left: number;
  readonly total: number;
  /** What is counted, where a first pass and the work as it is now differ. */
  readonly counts: Pass | null;
  /** How far the judging is, where that is what one does here. */
  readonly judged: { readonly done: number; readonly of: number } | null;
}

/** Which document is compared in which round, and how many differences are left. */
export function TitleBar(props: TitleBarProps) {
  const { project, row, round, rounds, onRound, left, total, counts, judged } = props;
  const { t } = useTranslation('compare');
  const roundName = <span className={classes.roundName}>{round.name}</span>;
  return (
    <header className={`${barClasses.bar} ${classes.bar}`}>
      <Link
        to="/p/$projectId/compare"
        params={{ projectId: project.project.id }}
        className={`${barClasses.step} ${classes.back}`}
        aria-label={t('toOverview')}
        title={t('toOverview')}
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
        <VisuallyHidden>{t('title')}: </VisuallyHidden>
        <span lang={row.language} dir="auto">
          {row.title}
        </span>
      </h1>
      {rounds.length > 1 ? (
        <Later
          part={roundChoice}
          wanted
          meanwhile={roundName}
          give={{ className: classes.round, label: t('round'), round, rounds, onRound }}
        />
      ) : (
        roundName
      )}
      <Link
        to="/p/$projectId/documents/$documentId"
        params={{ projectId: project.project.id, documentId: row.id }}
        search={{ round: round.id }}
        className={classes.toLetter}
      >
        {t('toLetter')}
      </Link>
      <p className={classes.left} role="status">
        {judged !== null && judged.of > 0 && (
          <span className={classes.judged}>{t('judged', { count: judged.done, total: judged.of })}</span>
        )}{' '}
        <span>
          {counts === 'first'
            ? t('left.first', { count: total })
            : total > 0 && t(counts === 'now' ? 'left.now' : 'left', { count: left, total })}
        </span>
      </p>
    </header>
  );
}
