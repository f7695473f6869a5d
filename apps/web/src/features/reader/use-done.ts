import type { ListedDocument, ProjectDetail, Round } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { without } from '../../data/made-of.ts';
import { trpc } from '../../data/trpc.ts';
import { isDoneForGood, nextWork } from '../../data/work-list.ts';
import { say } from '../../lib/said.ts';
import { keepColours } from './use-address.ts';
import type { Coding } from './use-coding.ts';

interface DoneInput {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly round: Round | null;
  readonly coding: Coding;
  readonly mayCode: boolean;
}

/** Whether a coder has finished this letter for good, which one comes next, and saying that one is done. */
export function useDone({ project, row, round, coding, mayCode }: DoneInput) {
  const { t } = useTranslation('reader');
  const navigate = useNavigate();
  const projectId = project.project.id;
  const work = useQuery(
    trpc.assignment.work.queryOptions(
      { projectId },
      { enabled: mayCode, ...without('annotation', 'reading', 'layer', 'tag') },
    ),
  );
  const settled = round !== null && coding.state === 'done' && isDoneForGood(round);
  const next =
    work.data === undefined || round === null
      ? undefined
      : nextWork(work.data, project.rounds, { documentId: row.id, roundId: round.id });
  const done = () => {
    if (!coding.coder || round === null || settled) return;
    if (coding.state === 'done') {
      coding.actions.setState('in_progress');
      return;
    }
    coding.actions.setState('done');
    if (next === null)
      say(t('said.allDone', { title: row.title }), {
        label: t('said.toWork'),
        act: () => void navigate({ to: '/p/$projectId/work', params: { projectId } }),
      });
    else {
      say(t('said.done', { title: row.title }));
      if (next === undefined) return;
      void navigate({
        to: '/p/$projectId/documents/$documentId',
        params: { projectId, documentId: next.documentId },
        search: (before) => ({ ...keepColours(before), round: next.roundId }),
      });
    }
  };
  return { settled, next, done };
}
