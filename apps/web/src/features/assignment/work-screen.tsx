import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere, presentRound, useProject } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { useFormat } from '../../lib/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { nextWork, type WorkItem, workOf, workOrder } from './work-list.ts';
import classes from './work-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/work');

/** A coder's home: what there is to do, and one button that goes on with it. */
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
  const items = documents.data ?? [];
  const work = workOf(items, presentRound(detail));
  const next = codes ? nextWork(work) : null;
  const all = Object.values(work).reduce((sum, group) => sum + group.length, 0);
  const lead = !codes ? t('viewer') : all > 0 ? t('lead', { done: work.done.length, all }) : undefined;
  return (
    <Page
      title={detail.project.name}
      lead={lead}
      actions={
        <>
          {codes && (
            <Link to="/p/$projectId/learning" params={{ projectId }}>
              {common('nav.learning')}
            </Link>
          )}
          <Link to="/p/$projectId/rounds" params={{ projectId }}>
            {common('nav.rounds')}
          </Link>
        </>
      }
    >
      <Loaded query={documents}>
        {(list) => {
          if (list.length === 0) return <NothingYet detail={detail} />;
          if (!codes)
            return (
              <WorkRows
                projectId={projectId}
                label={t('documents')}
                list={list.map((item) => ({ item, state: 'todo', doneAt: null }))}
              />
            );
          return (
            <>
              {next === null ? (
                <Empty title={t('allDone')}>{t('allDoneText')}</Empty>
              ) : (
                <ButtonLink
                  to="/p/$projectId/documents/$documentId"
                  params={{ projectId, documentId: next.item.document.id }}
                  className={classes.next}
                  size="md"
                >
                  <span className={classes.nextWords}>
                    {t(next.state === 'todo' ? 'begin' : 'continue', { title: next.item.document.title })}
                  </span>
                </ButtonLink>
              )}
              <div className={classes.groups}>
                {[...workOrder, 'done' as const].map((state) =>
                  work[state].length === 0 ? null : (
                    <Section key={state} title={`${t(state)} · ${work[state].length}`}>
                      <WorkRows projectId={projectId} label={t(state)} list={work[state]} />
                    </Section>
                  ),
                )}
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
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

interface WorkRowsProps {
  readonly projectId: string;
  readonly label: string;
  readonly list: readonly WorkItem[];
}

function WorkRows({ projectId, label, list }: WorkRowsProps) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? list : list.slice(0, SHOWN);
  return (
    <>
      <Rows label={label}>
        {shown.map(({ item: { document, paragraphs, annotations }, doneAt }) => (
          <Row
            key={document.id}
            title={
              <Link
                to="/p/$projectId/documents/$documentId"
                params={{ projectId, documentId: document.id }}
                className={classes.title}
                lang={document.language}
              >
                {document.title}
              </Link>
            }
            detail={[
              document.date === null ? null : format.partialDate(document.date),
              t('item.paragraphs', { count: paragraphs }),
              annotations > 0 ? t('item.annotations', { count: annotations }) : null,
              doneAt === null ? null : t('item.doneAt', { when: format.ago(doneAt, Date.now()) }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          />
        ))}
      </Rows>
      {shown.length < list.length && (
        <Button variant="subtle" onClick={() => setAll(true)} className={classes.more}>
          {t('more', { count: list.length })}
        </Button>
      )}
    </>
  );
}
