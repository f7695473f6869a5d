import type { DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow, isInRound, isOpenForReview, isRunning } from '@koersvast/core/round';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere } from '../../data/project.ts';
import barClasses from '../../ui/title-bar.module.css';
import { SavingWord } from './saving-word.tsx';
import classes from './title-bar.module.css';
import { keepColours } from './use-address.ts';
import type { Coding } from './use-coding.ts';

interface TitleBarProps {
  readonly project: ProjectDetail;
  readonly documentId: string;
  readonly title: string;
  /** The documents of the project in their order; undefined until they are read. */
  readonly documents: readonly DocumentListItem[] | undefined;
  readonly coding: Coding;
  readonly round: Round | null;
  readonly onConflict: () => void;
  /** Null where the button for it has its place elsewhere. */
  readonly onDone: (() => void) | null;
  /** What else is going on. */
  readonly children?: ReactNode;
}

interface StepProps {
  readonly project: ProjectDetail;
  readonly round: Round | null;
  readonly to: DocumentListItem | undefined;
  readonly word: 'bar.previous' | 'bar.next';
}

function Step({ project, round, to, word }: StepProps) {
  const { t } = useTranslation('reader');
  const arrow = word === 'bar.previous' ? 'M9.5 3.5 5 8l4.5 4.5' : 'M6.5 3.5 11 8l-4.5 4.5';
  const sign = (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={arrow} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
  if (to === undefined) return <span className={barClasses.step}>{sign}</span>;
  const { id: documentId, title } = to.document;
  // Nobody turns a page into another round, where the next document is in this one too.
  const kept = round !== null && project.rounds.length > 1 && isInRound(round, documentId);
  return (
    <Link
      to="/p/$projectId/documents/$documentId"
      params={{ projectId: project.project.id, documentId }}
      search={(before) => ({ ...keepColours(before), ...(kept ? { round: round.id } : {}) })}
      className={barClasses.step}
      aria-label={t(word, { title })}
      title={t(word, { title })}
    >
      {sign}
    </Link>
  );
}

/** Says that one is done with the document, or not after all. */
export function DoneButton({ done, onDone }: { readonly done: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation('reader');
  return (
    <Button size="compact-md" variant={done ? 'default' : 'filled'} className={classes.done} onClick={onDone}>
      {t(done ? 'bar.reopen' : 'bar.done')}
    </Button>
  );
}

/** Which document this is, where it stands among the others, and whether everything is saved. */
export function TitleBar(props: TitleBarProps) {
  const { project, documentId, title, documents, coding, round, onConflict, onDone, children } = props;
  const { t } = useTranslation('reader');
  const projectId = project.project.id;
  // Also where nobody codes now: what one coded before may still be on its way, or have been refused.
  const rests = round !== null && !isRunning(round) && mayHere(project, 'annotation.write');
  // What is hidden stays said when the line above the letter has gone.
  const blind =
    round !== null && isBlindNow(round)
      ? t(coding.coder ? (round.repeats === null ? 'round.blind' : 'round.again') : 'round.viewer')
      : project.blindDocumentIds.includes(documentId)
        ? t('round.elsewhere')
        : null;
  const at = documents?.findIndex(({ document }) => document.id === documentId) ?? -1;
  return (
    <header className={`${barClasses.bar} ${classes.bar}`}>
      <nav className={classes.steps} aria-label={t('bar.documents')}>
        <Step project={project} round={round} to={documents?.[at - 1]} word="bar.previous" />
        <span className={classes.place}>
          {documents !== undefined && at >= 0 ? t('bar.place', { at: at + 1, of: documents.length }) : ' '}
        </span>
        <Step project={project} round={round} to={at < 0 ? undefined : documents?.[at + 1]} word="bar.next" />
      </nav>
      <h1 className={barClasses.title} title={title}>
        {title}
      </h1>
      {blind !== null && (
        <span className={classes.blind} title={blind}>
          {t('bar.blind')}
        </span>
      )}
      <div className={classes.end}>
        {children}
        {(coding.coder || rests) && <SavingWord onConflict={onConflict} />}
        {round !== null && isOpenForReview(round) && mayHere(project, 'review.write') && (
          <Link
            to="/p/$projectId/documents/$documentId/compare"
            params={{ projectId, documentId }}
            search={{ round: round.id }}
            className={classes.compare}
          >
            {t('bar.compare')}
          </Link>
        )}
        {coding.coder && onDone !== null && <DoneButton done={coding.state === 'done'} onDone={onDone} />}
      </div>
    </header>
  );
}
