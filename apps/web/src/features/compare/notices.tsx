import { excerptOf } from '@koersvast/core';
import { Popover } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useProject } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { useFormat } from '../../lib/words.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { keyOf } from './comparison.ts';
import classes from './notices.module.css';

/** In the top bar: what others said of one's work, how much of it is new, and the way to each passage. */
export function Notices({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  const queries = useQueryClient();
  const project = useProject(projectId).data;
  const notices = useQuery(trpc.review.notices.queryOptions({ projectId }));
  const [opened, setOpened] = useState(false);
  const seen = useMutation(trpc.review.noticesSeen.mutationOptions());
  const unread = notices.data?.unread ?? 0;
  const [newest] = notices.data?.notices ?? [];
  const label = unread === 0 ? t('notices.open') : t('notices.unread', { count: unread });

  const change = (open: boolean) => {
    setOpened(open);
    // What has been looked at stays marked as new until the list is closed.
    if (open || unread === 0 || newest === undefined) return;
    seen.mutate(
      { projectId, until: newest.at },
      { onSuccess: () => queries.invalidateQueries({ queryKey: trpc.review.notices.pathKey() }) },
    );
  };
  return (
    <Popover opened={opened} onChange={change} position="bottom-end" width={380} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={label}
          title={label}
          onClick={() => change(!opened)}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          </svg>
          {unread > 0 && <span aria-hidden="true">{format.number(unread)}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('notices.title')}>
        <h2 className={classes.title}>{t('notices.title')}</h2>
        <Loaded query={notices}>
          {({ notices: list }) =>
            list.length === 0 ? (
              <p className={classes.empty}>{t('notices.empty')}</p>
            ) : (
              <ol className={classes.list}>
                {list.map((notice) => {
                  const who = project === undefined ? '–' : memberName(project, notice.memberId);
                  const { layerId, annotationId: id } = notice;
                  return (
                    <li key={`${notice.kind}/${notice.at}/${layerId}/${id}`}>
                      <Link
                        to="/p/$projectId/documents/$documentId"
                        params={{ projectId, documentId: notice.documentId }}
                        search={{ annotation: keyOf({ layerId, id }), round: notice.roundId }}
                        className={classes.notice}
                        data-unread={notice.unread}
                        onClick={() => change(false)}
                      >
                        <span className={classes.head}>
                          {notice.verdict === null
                            ? t(`notices.${notice.kind as 'reply' | 'mention'}`, { who })
                            : t(`notices.verdict.${notice.verdict}`, { who })}
                        </span>
                        <q dir="auto" className={classes.quote} lang="">
                          {excerptOf(notice.quote, 80)}
                        </q>
                        {notice.text !== '' && (
                          <span className={classes.text} dir="auto">
                            {excerptOf(notice.text, 160)}
                          </span>
                        )}
                        <span className={classes.where}>
                          <span>{notice.documentTitle}</span>
                          <span>{format.moment(notice.at)}</span>
                        </span>
                      </Link>
                    </li>
                  );
                })}
              </ol>
            )
          }
        </Loaded>
      </Popover.Dropdown>
    </Popover>
  );
}
