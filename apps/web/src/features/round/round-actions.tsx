import type { ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow, isRunning } from '@koersvast/core/round';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Fault } from '../../ui/fault.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import classes from './round.module.css';

export type RoundDialog = 'rename' | 'add' | 'reveal' | 'lift';

interface RoundActionsProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  /** Whether all that was given is done, as far as the owner who looks may know. */
  readonly allDone: boolean;
  /** Whether there are documents that are not in it. */
  readonly hasMore: boolean;
  readonly undo: Undo;
  readonly onOpen: (dialog: RoundDialog) => void;
}

/**
 * What an owner can do with a round. What it is time for is the one that stands out: to start it, to see how far
 * all are, to reveal once all are done, and then to compare.
 */
export function RoundActions({ detail, round, allDone, hasMore, undo, onOpen }: RoundActionsProps) {
  const { t } = useTranslation('round');
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const setState = useCommand(trpc.round.setState.mutationOptions());
  const remove = useCommand(trpc.round.remove.mutationOptions());
  const place = { projectId, roundId: round.id, version: round.version };
  const blind = isBlindNow(round);
  const planned = round.state === 'planned';
  const closed = round.state === 'closed';
  const bring = async (
    state: 'running' | 'closed',
    words: 'said.started' | 'said.closed' | 'said.reopened',
  ) => {
    remove.reset();
    const output = await setState.run({ ...place, state });
    undo.sayUndoable(t(words, { name: round.name }), output);
  };
  const toState = (...given: Parameters<typeof bring>) => void bring(...given).catch(() => undefined);
  const takeAway = async () => {
    setState.reset();
    const output = await remove.run(place);
    undo.sayUndoable(t('said.removed', { name: round.name }), output);
    await navigate({ to: '/p/$projectId/rounds', params: { projectId } });
  };
  const canReveal = blind && !planned && mayHere(detail, 'round.reveal');
  const menu = [
    { words: t('rename'), act: () => onOpen('rename') },
    ...(hasMore && !closed && round.revealedAt === null
      ? [{ words: t('addDocuments'), act: () => onOpen('add') }]
      : []),
    ...(isRunning(round) ? [{ words: t('close'), act: () => toState('closed', 'said.closed') }] : []),
    { words: t('remove'), act: () => void takeAway().catch(() => undefined) },
  ];
  return (
    <>
      {closed && (
        <Button
          variant="default"
          loading={setState.pending}
          onClick={() => toState('running', 'said.reopened')}
        >
          {t('reopen')}
        </Button>
      )}
      {canReveal && (
        <Button variant={allDone ? 'filled' : 'default'} onClick={() => onOpen('reveal')}>
          {t('reveal')}
        </Button>
      )}
      {planned && (
        <Button loading={setState.pending} onClick={() => toState('running', 'said.started')}>
          {t('start')}
        </Button>
      )}
      {!planned && round.revealedAt === null && (
        <ButtonLink
          to="/p/$projectId/work"
          params={{ projectId }}
          variant={canReveal && allDone ? 'default' : 'filled'}
        >
          {t('toProgress')}
        </ButtonLink>
      )}
      {round.revealedAt !== null && (
        <ButtonLink to="/p/$projectId/compare" params={{ projectId }}>
          {t('toCompare')}
        </ButtonLink>
      )}
      <ActionMenu className={classes.more} label={t('more', { name: round.name })} actions={menu} />
      <Fault error={setState.error ?? remove.error} again={setState.error ? setState.again : remove.again} />
    </>
  );
}
