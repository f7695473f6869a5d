import type { AnnotationsOfDocument, ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow, isRunning } from '@koersvast/core/round';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayHere } from '../../data/project.ts';
import { roundChoice } from '../../parts/round/later-choice.ts';
import { Later } from '../../ui/later.tsx';
import classes from './round-line.module.css';
import { keepColours } from './use-address.ts';

interface RoundLineProps {
  readonly project: ProjectDetail;
  readonly documentId: string;
  readonly round: Round | null;
  /** All rounds over the document. */
  readonly rounds: readonly Round[];
  readonly mayCode: boolean;
  readonly annotations: AnnotationsOfDocument | undefined;
}

/** In which round one reads, and what is not shown in it. Nothing where there is one open round. */
export function RoundLine({ project, documentId, round, rounds, mayCode, annotations }: RoundLineProps) {
  const { t } = useTranslation('reader');
  const navigate = useNavigate({ from: '/p/$projectId/documents/$documentId' });
  if (round === null) return null;
  const blind = isBlindNow(round);
  if (!blind && rounds.length < 2 && isRunning(round)) return null;
  const seesOthers =
    annotations?.layers.some(({ roundId, memberId }) => roundId === round.id && memberId !== project.me.id) ??
    false;
  const words = (): string | null => {
    if (round.state === 'planned') return t('round.planned');
    if (round.state === 'closed') return t(blind ? 'round.closedBlind' : 'round.closed');
    // What is coded blind in one round is hidden in all.
    if (!blind) return project.blindDocumentIds.includes(documentId) ? t('round.elsewhere') : null;
    if (!mayHere(project, 'annotation.write')) return t('round.viewer');
    if (!mayCode) return t(project.me.role === 'coder' ? 'round.notGiven' : 'round.onlooker');
    if (seesOthers) return t('round.lifted');
    return t(round.repeats === null ? 'round.blind' : 'round.again');
  };
  const said = words();
  return (
    <div className={classes.line}>
      {rounds.length > 1 ? (
        <Later
          part={roundChoice}
          wanted
          meanwhile={<span>{round.name}</span>}
          give={{
            className: classes.choice,
            label: t('round.choose'),
            round,
            rounds,
            onRound: (id) => void navigate({ search: (before) => ({ ...keepColours(before), round: id }) }),
          }}
        />
      ) : (
        <span>{round.name}</span>
      )}
      {said !== null && <span>{said}</span>}
    </div>
  );
}
