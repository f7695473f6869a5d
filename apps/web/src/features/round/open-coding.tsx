import type { DocumentListItem, OpenCoding, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { memberName } from '../../data/project.ts';
import { client, trpc } from '../../data/trpc.ts';
import { useUndo } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './round.module.css';

interface BeforeBlindProps {
  readonly detail: ProjectDetail;
  readonly documents: readonly DocumentListItem[];
  readonly told: UseQueryResult<OpenCoding>;
  readonly onLeaveOut: (documentIds: readonly string[]) => void;
}

/** Which of these letters were coded where others could see it. */
export function useOpenCoding(
  { project, rounds }: ProjectDetail,
  documents: readonly DocumentListItem[],
  enabled: boolean,
): UseQueryResult<OpenCoding> {
  const projectId = project.id;
  const documentIds = documents.map(({ document }) => document.id);
  const states = rounds.map(({ id, version }) => `${id} ${version}`);
  return useQuery({
    queryKey: [['round', 'openCoding'], { input: { projectId, documentIds }, states }],
    queryFn: ({ signal }) => client.round.openCoding.mutate({ projectId, documentIds }, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** What is to be known before a blind round opens. */
export function BeforeBlind({ told, ...shown }: BeforeBlindProps) {
  return <Loaded query={told}>{(open) => <Told {...shown} open={open} />}</Loaded>;
}

interface ToldProps extends Omit<BeforeBlindProps, 'told'> {
  readonly open: OpenCoding;
}

function Told({ detail, documents, open, onLeaveOut }: ToldProps) {
  const { t } = useTranslation('round');
  const format = useFormat();
  const undo = useUndo(detail.project.id, { documentId: null, roundId: null });
  const setState = useCommand(trpc.round.setState.mutationOptions());
  const titles = new Map(documents.map(({ document }) => [document.id, document.title]));
  const roundOf = (id: string) => detail.rounds.find((round) => round.id === id);
  const nameOf = (id: string) => roundOf(id)?.name ?? '–';
  const { rounds, idleRoundIds, goesRoundId, hiddenDocumentIds } = open;
  if (rounds.length + idleRoundIds.length + hiddenDocumentIds.length === 0 && goesRoundId === null)
    return null;
  const coded = [...new Set(rounds.flatMap((round) => round.documents.map(({ documentId }) => documentId)))];
  const closable = [
    ...rounds
      .filter(({ runs, roundId }) => runs && roundOf(roundId)?.blind === false)
      .map(({ roundId }) => roundId),
    ...idleRoundIds,
  ];
  const named = (ids: readonly string[]) => {
    const shown = ids.slice(0, 3).map((id) => titles.get(id) ?? '–');
    const rest = ids.length - shown.length;
    return format.list(rest > 0 ? [...shown, t('reveal.more', { count: rest })] : shown);
  };
  const close = async (roundId: string) => {
    const round = roundOf(roundId);
    if (round === undefined) return;
    const place = { projectId: detail.project.id, roundId, version: round.version };
    const output = await setState.run({ ...place, state: 'closed' });
    undo.sayUndoable(t('said.closed', { name: round.name }), output);
  };
  return (
    <section
      className={classes.before}
      aria-label={t('before.title')}
      data-serious={rounds.length > 0}
      role="status"
    >
      {rounds.length > 0 && <h2>{t('before.title')}</h2>}
      {rounds.map(({ roundId, runs, documents: inRound }) => {
        const who = [...new Set(inRound.flatMap(({ memberIds }) => memberIds))];
        const ids = inRound.map(({ documentId }) => documentId);
        return (
          <p key={roundId}>
            {t(runs ? 'before.runs' : 'before.ran', {
              round: nameOf(roundId),
              who: format.list(who.map((id) => memberName(detail, id))),
              count: ids.length,
              documents: named(ids),
            })}
          </p>
        );
      })}
      {rounds.length > 0 && <p>{t('before.what')}</p>}
      {idleRoundIds.map((id) => (
        <p key={id}>{t('before.idle', { round: nameOf(id) })}</p>
      ))}
      {goesRoundId !== null && <p>{t('before.goes', { round: nameOf(goesRoundId) })}</p>}
      {hiddenDocumentIds.length > 0 && <p>{t('before.hidden', { count: hiddenDocumentIds.length })}</p>}
      <Fault error={setState.error} again={setState.again} />
      {(closable.length > 0 || coded.length > 0) && (
        <div className={classes.offers}>
          {closable.map((id) => (
            <Button
              key={id}
              variant="default"
              loading={setState.pending}
              onClick={() => void close(id).catch(() => undefined)}
            >
              {t('before.close', { round: nameOf(id) })}
            </Button>
          ))}
          {coded.length > 0 && (
            <Button variant="default" onClick={() => onLeaveOut(coded)}>
              {t('before.leaveOut', { count: coded.length })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
