import type { ListedDocument, ProjectDetail, Renditions } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { LostStrip } from './lost-strip.tsx';
import classes from './rendition-line.module.css';
import { keepColours, useLostOpen } from './use-address.ts';
import type { Coding } from './use-coding.ts';

interface RenditionLineProps {
  readonly project: ProjectDetail;
  readonly row: ListedDocument;
  readonly coding: Coding;
}

/** Which text of its letter one reads, with the way to the others; and what still waits for a place in it. */
export function RenditionLine({ project, row, coding }: RenditionLineProps) {
  const projectId = project.project.id;
  const place = { projectId, documentId: row.id };
  const list = useQuery(trpc.rendition.list.queryOptions(place));
  if (row.replacedById !== null) return <Replaced projectId={projectId} row={row} list={list.data} />;
  return (
    <>
      {list.data !== undefined && list.data.renditions.length > 1 && (
        <Current projectId={projectId} documentId={row.id} list={list.data} />
      )}
      <Lost project={project} row={row} coding={coding} />
    </>
  );
}

interface LineProps {
  readonly projectId: string;
  readonly list: Renditions;
}

/** Whoever has the text as it was open is led to the one that took its place. */
function Replaced({
  projectId,
  row,
  list,
}: Omit<LineProps, 'list'> & { row: ListedDocument; list: Renditions | undefined }) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const documentId = list?.currentId ?? row.replacedById ?? row.id;
  return (
    <div className={classes.replaced} role="status">
      <p>
        {t('line.replaced')}{' '}
        {list !== undefined &&
          t('line.older', {
            number: format.number(row.rendition),
            all: format.number(list.renditions.length),
          })}
      </p>
      <ButtonLink
        size="compact-md"
        to="/p/$projectId/documents/$documentId"
        params={{ projectId, documentId }}
        search={keepColours}
      >
        {t('line.newest')}
      </ButtonLink>
      {list !== undefined && <Others projectId={projectId} documentId={row.id} list={list} />}
    </div>
  );
}

function Current({ projectId, documentId, list }: LineProps & { readonly documentId: string }) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const times = list.renditions.length - 1;
  const last = list.renditions.at(-1);
  return (
    <div className={classes.line}>
      <span>
        {t('line.current', {
          count: times,
          number: format.number(times),
          when: last === undefined ? '' : format.day(last.createdAt),
        })}
      </span>
      <Others projectId={projectId} documentId={documentId} list={list} />
    </div>
  );
}

/** The other texts but the newest, which has its own way. */
function Others({ projectId, documentId, list }: LineProps & { readonly documentId: string }) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  return list.renditions
    .filter((each) => each.documentId !== documentId && !each.current)
    .map((each) => (
      <Link
        key={each.documentId}
        to="/p/$projectId/documents/$documentId"
        params={{ projectId, documentId: each.documentId }}
        search={keepColours}
        title={[each.originalName, each.reader].filter((words) => words !== null).join(' · ')}
      >
        {t('line.earlierNumber', { number: format.number(each.number) })}
      </Link>
    ));
}

/** How many wait for a place, and the list of them when it is opened. */
function Lost({ project, row, coding }: RenditionLineProps) {
  const { t } = useTranslation('rendition');
  const format = useFormat();
  const navigate = useNavigate({ from: '/p/$projectId/documents/$documentId' });
  const open = useLostOpen();
  // When the list is closed, the keys go back to what opened it.
  const back = useRef(false);
  const lost = useQuery(
    trpc.rendition.lost.queryOptions({ projectId: project.project.id, documentId: row.id }),
  );
  const total = lost.data?.total ?? 0;
  const show = (wanted: boolean) =>
    void navigate({
      search: ({ lost: _lost, ...rest }) => (wanted ? { ...rest, lost: true } : rest),
      replace: true,
      resetScroll: false,
    });
  if (lost.data === undefined || total === 0) return null;
  if (open)
    return (
      <LostStrip
        project={project}
        waiting={lost.data.annotations}
        coding={coding}
        onClose={() => {
          back.current = true;
          show(false);
        }}
      />
    );
  return (
    <div className={classes.line}>
      <button
        ref={(button) => {
          if (button === null || !back.current) return;
          back.current = false;
          button.focus();
        }}
        type="button"
        className={classes.open}
        onClick={() => show(true)}
      >
        {t('lost.open', { count: total, number: format.number(total) })}
      </button>
    </div>
  );
}
