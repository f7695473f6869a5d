import type { ReviewNotice } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { Popover, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useProject } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { useFormat } from '../../lib/format.ts';
import { keyOf } from '../../parts/review/said.ts';
import barButton from '../../ui/bar-button.module.css';
import { Loaded } from '../../ui/loaded.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Segments } from '../../ui/segments.tsx';
import classes from './notices.module.css';
import { type Shown, useNotices, whatOf } from './use-notices.ts';

const filters = ['all', 'unread', 'verdicts', 'replies'] as const satisfies readonly Shown[];

/** In the top bar: what others said of one's work, how much of it is new, and the way to each passage. */
export function Notices({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('review');
  const format = useFormat();
  const project = useProject(projectId).data;
  const [opened, setOpened] = useState(false);
  const [show, setShow] = useState<Shown>('all');
  const { query, mark, pending } = useNotices(projectId, show, opened);
  const unread = query.data?.unread ?? 0;
  const label = unread === 0 ? t('notices.open') : t('notices.unread', { count: unread });
  const choice = useRef<HTMLDivElement>(null);
  /** Where the focus goes when what had it is gone. */
  const toFilter = () => choice.current?.querySelector<HTMLElement>(':checked')?.focus();
  // Up to the newest that is on the screen: what comes meanwhile has not been looked at.
  const [newest] = query.data?.notices ?? [];
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={`${barButton.button} ${classes.button}`}
          aria-label={label}
          title={label}
          onClick={() => setOpened(!opened)}
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
        <div className={classes.top}>
          <h2 className={classes.title}>{t('notices.title')}</h2>
          {unread > 0 && newest !== undefined && (
            <button
              type="button"
              className={classes.word}
              disabled={pending}
              onClick={() => {
                toFilter();
                mark({ kind: 'all', until: newest.at }, t('notices.allMarked'));
              }}
            >
              {t('notices.markAll')}
            </button>
          )}
        </div>
        <Segments
          ref={choice}
          label={t('notices.filter')}
          value={show}
          options={filters.map((each) => ({ value: each, name: t(`notices.filter.${each}`) }))}
          className={classes.filters}
          onChoose={setShow}
        />
        <Loaded query={query}>
          {({ notices: list }) =>
            list.length === 0 ? (
              <p className={classes.empty}>{t(`notices.empty.${show}`)}</p>
            ) : (
              <ol className={classes.list}>
                {list.map((notice) => (
                  <Line
                    key={`${notice.kind}/${notice.id}`}
                    projectId={projectId}
                    who={project === undefined ? '–' : memberName(project, notice.memberId)}
                    notice={notice}
                    onOpen={() => {
                      setOpened(false);
                      if (notice.unread) mark(whatOf(notice), null);
                    }}
                    onMark={(link) => {
                      if (show === 'unread') toFilter();
                      else link?.focus();
                      mark(whatOf(notice), t('notices.marked', { count: notice.count }));
                    }}
                  />
                ))}
              </ol>
            )
          }
        </Loaded>
      </Popover.Dropdown>
    </Popover>
  );
}

interface LineProps {
  readonly projectId: string;
  /** Who said it. */
  readonly who: string;
  readonly notice: ReviewNotice;
  readonly onOpen: () => void;
  /** With the link, which is still there once the button is not. */
  readonly onMark: (link: HTMLAnchorElement | null) => void;
}

/** One notice: a link to what it is about, and marking it as read without going there. */
function Line({ projectId, who, notice, onOpen, onMark }: LineProps) {
  const { t } = useTranslation('review');
  const format = useFormat();
  const titleOf = useTitle();
  const link = useRef<HTMLAnchorElement>(null);
  const { layerId, annotationId: id, count, verdict } = notice;
  const many = verdict === 'accept' && count > 1;
  return (
    <li className={`${classes.notice} ${rowLink.row}`} data-unread={notice.unread}>
      <Link
        ref={link}
        to="/p/$projectId/documents/$documentId"
        params={{ projectId, documentId: notice.documentId }}
        search={{ annotation: keyOf({ layerId, id }), round: notice.roundId, card: true }}
        className={`${classes.link} ${rowLink.link}`}
        onClick={onOpen}
      >
        {notice.unread && <VisuallyHidden>{t('notices.new')}</VisuallyHidden>}
        <span className={classes.head}>
          {many
            ? t('notices.accepts', { who, count })
            : notice.kind === 'verdict'
              ? t(`notices.verdict.${verdict ?? 'accept'}`, { who })
              : t(`notices.${notice.kind}`, { who })}
        </span>
        {!many && (
          <q dir="auto" className={classes.quote} lang="">
            {excerptOf(notice.quote, 80)}
          </q>
        )}
        {notice.text !== '' && (
          <span className={classes.text} dir="auto">
            {excerptOf(notice.text, 160)}
          </span>
        )}
        <span className={classes.where}>
          <span>{titleOf({ title: notice.documentTitle })}</span>
          <span>{format.moment(notice.at)}</span>
        </span>
      </Link>
      {notice.unread && (
        <button
          type="button"
          className={`${classes.mark} ${rowLink.above}`}
          aria-label={t('notices.markOne')}
          title={t('notices.markOne')}
          onClick={() => onMark(link.current)}
        >
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="m2.5 7.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      )}
    </li>
  );
}
