import type { MarkNoticesInput, noticesShown, ReviewNotice } from '@koersvast/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { changed } from '../../data/news.ts';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import { say, sayFault } from '../../lib/said.ts';
import { openChannel } from '../../lib/tabs/channel.ts';

export type Shown = (typeof noticesShown)[number];

/** What one line tells of, in the words in which it is marked. */
export function whatOf(notice: ReviewNotice): MarkNoticesInput['what'] {
  const { id, documentId, roundId, memberId, at } = notice;
  return notice.verdict === 'accept'
    ? { kind: 'accepts', documentId, roundId, memberId, until: at }
    : { kind: 'one', id };
}

/** The notices of a project, and marking them as read; the other tabs of this browser then read them anew. */
export function useNotices(projectId: string, show: Shown, opened: boolean) {
  const { t } = useTranslation('review');
  const words = useFaultWords();
  const query = useQuery(
    trpc.review.notices.queryOptions(
      { projectId, show },
      // The list that was asked for last stays while another is read.
      { staleTime: opened ? 0 : 15_000, placeholderData: (before) => before },
    ),
  );
  useEffect(() => {
    const channel = openChannel<string>('koersvast-notices');
    const stop = channel.listen((about) => {
      if (about === projectId) changed(['noticeMark'], projectId);
    });
    return () => {
      stop();
      channel.close();
    };
  }, [projectId]);
  const tellTabs = () => {
    const channel = openChannel<string>('koersvast-notices');
    channel.post(projectId);
    channel.close();
  };
  // One after the other: taking back must not overtake what it takes back.
  const options = {
    scope: { id: 'notices' },
    onSuccess: tellTabs,
    onError: (error: unknown) => sayFault(() => words(error)),
  };
  const marking = useMutation({ ...trpc.review.markNotices.mutationOptions(), ...options });
  const unmarking = useMutation({ ...trpc.review.unmarkNotices.mutationOptions(), ...options });
  const mark = (what: MarkNoticesInput['what'], said: string | null) => {
    const markId = newId();
    marking.mutate({ projectId, markId, what });
    if (said !== null)
      say(said, { label: t('notices.undo'), act: () => unmarking.mutate({ projectId, markId }) });
  };
  return { query, mark, pending: marking.isPending };
}
