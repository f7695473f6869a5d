import type { DocumentListItem, ProjectDetail, WorkItem } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeadlineWords } from '../../lib/deadline.ts';
import { mayHere, useProject } from '../../lib/project.ts';
import { useTitle } from '../../lib/title.ts';
import { trpc } from '../../lib/trpc.ts';
import { useFormat } from '../../lib/words.ts';
import { countWork, nextWork, workOf, workOrder } from '../../lib/work-list.ts';
import { BlindLetters } from '../../ui/blind-letters.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './work-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/work');

const progressBoard = laterPart(async () => (await import('./progress-board.tsx')).ProgressBoard);

/** A coder's home: what there is to do, and one button that goes on with it. For owners also how far all are. */
export function WorkScreen() {
  const { t } = useTranslation('assignment');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return <Loaded query={project}>{(detail) => <Work detail={detail} />}</Loaded>;
}

function Work({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('assignment');
  const { t: common } = useTranslation();
  const projectId = detail.project.id;
  const documents = useQuery(trpc.document.list.queryOptions({ projectId, removed: false }));
  const codes = mayHere(detail, 'annotation.write');
  const work = useQuery(trpc.assignment.work.queryOptions({ projectId }, { staleTime: 0, enabled: codes }));
  const items = work.data ?? [];
  const { done, all } = countWork(workOf(items, detail.rounds));
  const lead = !codes ? t('viewer') : all > 0 ? t('lead', { done, all }) : undefined;
  return (
    <Page
      title={detail.project.name}
      lead={lead}
      actions={
        <div className={classes.links}>
          {codes && (
            <Link to="/p/$projectId/learning" params={{ projectId }}>
              {common('nav.learning')}
            </Link>
          )}
          <Link to="/p/$projectId/rounds" params={{ projectId }}>
            {common('nav.rounds')}
          </Link>
        </div>
      }
    >
      <BlindLetters project={detail} />
      <Loaded query={documents}>
        {(list) => {
          if (list.length === 0) return <NothingYet detail={detail} />;
          if (!codes) return <DocumentRows projectId={projectId} list={list} />;
          return (
            <Loaded query={work}>
              {(given) => <Groups detail={detail} items={given} documents={list} />}
            </Loaded>
          );
        }}
      </Loaded>
      {mayHere(detail, 'assignment.edit') && (documents.data?.length ?? 0) > 0 && (
        <Later part={progressBoard} wanted give={{ detail, documents: documents.data ?? [] }} />
      )}
    </Page>
  );
}

interface GroupsProps {
  readonly detail: ProjectDetail;
  readonly items: readonly WorkItem[];
  readonly documents: readonly DocumentListItem[];
}

function Groups({ detail, items, documents }: GroupsProps) {
  const { t } = useTranslation('assignment');
  const projectId = detail.project.id;
  const work = workOf(items, detail.rounds);
  const next = nextWork(items, detail.rounds);
  if (items.length === 0) return <Empty title={t('none')}>{t('noneText')}</Empty>;
  return (
    <>
      {next === null ? (
        <Empty title={t('allDone')}>{t('allDoneText')}</Empty>
      ) : (
        <ButtonLink
          to="/p/$projectId/documents/$documentId"
          params={{ projectId, documentId: next.documentId }}
          search={{ round: next.roundId }}
          className={classes.next}
          size="md"
        >
          <span className={classes.nextWords}>
            {t((next.assignment?.state ?? 'todo') === 'todo' ? 'begin' : 'continue', {
              title: next.documentTitle,
            })}
          </span>
        </ButtonLink>
      )}
      <div className={classes.groups}>
        {workOrder.map((group) =>
          work[group].length === 0 ? null : (
            <Section key={group} title={`${t(group)} · ${work[group].length}`}>
              <WorkRows detail={detail} label={t(group)} list={work[group]} documents={documents} />
            </Section>
          ),
        )}
      </div>
    </>
  );
}

function NothingYet({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('assignment');
  const canAdd = mayHere(detail, 'document.edit') && detail.project.archivedAt === null;
  return (
    <Empty
      title={t('empty')}
      actions={
        canAdd && (
          <ButtonLink to="/p/$projectId/documents/add" params={{ projectId: detail.project.id }}>
            {t('emptyAdd')}
          </ButtonLink>
        )
      }
    >
      {t('emptyText')} {!canAdd && t('emptyAsk')}
    </Empty>
  );
}

/** How many of a group are shown before the rest is asked for. */
const SHOWN = 30;

interface WorkRowsProps extends GroupsProps {
  readonly label: string;
  readonly list: readonly WorkItem[];
}

function WorkRows({ detail, label, list, documents }: Omit<WorkRowsProps, 'items'>) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? list : list.slice(0, SHOWN);
  const rows = new Map(documents.map(({ document }) => [document.id, document]));
  const deadlineWords = useDeadlineWords();
  const titleOf = useTitle();
  const deadlineOf = (id: string) => {
    const round = detail.rounds.find((each) => each.id === id);
    return round === undefined || label === t('done') ? null : deadlineWords(round);
  };
  const roundName = (id: string) =>
    detail.rounds.length > 1 ? (detail.rounds.find((round) => round.id === id)?.name ?? null) : null;
  return (
    <>
      <Rows label={label}>
        {shown.map(({ documentId, roundId, documentTitle, assignment, paragraphs, annotations, recheck }) => {
          const date = rows.get(documentId)?.date ?? null;
          const doneAt = assignment?.doneAt ?? null;
          return (
            <Row
              key={`${roundId}/${documentId}`}
              title={
                <Link
                  to="/p/$projectId/documents/$documentId"
                  params={{ projectId: detail.project.id, documentId }}
                  search={{ round: roundId }}
                  className={classes.title}
                  lang={rows.get(documentId)?.language}
                  dir="auto"
                >
                  {titleOf({ title: documentTitle })}
                </Link>
              }
              detail={[
                roundName(roundId),
                deadlineOf(roundId),
                date === null ? null : format.partialDate(date),
                t('item.paragraphs', { count: paragraphs }),
                annotations > 0 ? t('item.annotations', { count: annotations }) : null,
                recheck > 0 ? t('item.recheck', { count: recheck }) : null,
                doneAt === null ? null : t('item.doneAt', { when: format.ago(doneAt, Date.now()) }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            />
          );
        })}
      </Rows>
      {shown.length < list.length && (
        <Button variant="subtle" onClick={() => setAll(true)} className={classes.more}>
          {t('more', { count: list.length })}
        </Button>
      )}
    </>
  );
}

/** For who reads along. */
function DocumentRows({ projectId, list }: { projectId: string; list: readonly DocumentListItem[] }) {
  const { t } = useTranslation('assignment');
  const titleOf = useTitle();
  return (
    <Rows label={t('documents')}>
      {list.map(({ document, paragraphs }) => (
        <Row
          key={document.id}
          title={
            <Link
              to="/p/$projectId/documents/$documentId"
              params={{ projectId, documentId: document.id }}
              className={classes.title}
              lang={document.language}
              dir="auto"
            >
              {titleOf(document)}
            </Link>
          }
          detail={t('item.paragraphs', { count: paragraphs })}
        />
      ))}
    </Rows>
  );
}
