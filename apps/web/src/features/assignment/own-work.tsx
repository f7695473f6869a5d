import type { ProjectDetail, WorkItem } from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeadlineWords } from '../../data/deadline.ts';
import { isWorkedIn } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { nextWork, type WorkGroup, workOf, workOrder } from '../../data/work-list.ts';
import { useFormat } from '../../lib/format.ts';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import { inARow } from './facts.ts';
import { More, shownFirst } from './more.tsx';
import classes from './work-screen.module.css';

interface OwnWorkProps {
  readonly detail: ProjectDetail;
  readonly items: readonly WorkItem[];
  /** Whether this is what the person comes for: then its button is the one of the page. */
  readonly first: boolean;
}

/** What there is to code for oneself, and one button that goes on with it. */
export function OwnWork({ detail, items, first }: OwnWorkProps) {
  const { t } = useTranslation('assignment');
  const titleOf = useTitle();
  const projectId = detail.project.id;
  const work = workOf(items, detail.rounds);
  const open = isWorkedIn(detail);
  const next = open ? nextWork(items, detail.rounds) : null;
  if (items.length === 0) return <Empty title={t('none')}>{t('noneText')}</Empty>;
  return (
    <>
      {next === null ? (
        first && open && <Empty title={t('allDone')}>{t('allDoneText')}</Empty>
      ) : (
        <ButtonLink
          to="/p/$projectId/documents/$documentId"
          params={{ projectId, documentId: next.documentId }}
          search={{ round: next.roundId }}
          className={classes.next}
          size="md"
          variant={first ? 'filled' : 'default'}
        >
          <span className={classes.nextWords}>
            {t((next.assignment?.state ?? 'todo') === 'todo' ? 'begin' : 'continue', {
              title: titleOf({ title: next.documentTitle }),
            })}
          </span>
        </ButtonLink>
      )}
      <div className={classes.groups}>
        {workOrder.map((group) =>
          work[group].length === 0 ? null : (
            <Section key={group} level={first ? 2 : 3} title={`${t(group)} · ${work[group].length}`}>
              <WorkRows detail={detail} group={group} list={work[group]} />
            </Section>
          ),
        )}
      </div>
    </>
  );
}

interface WorkRowsProps {
  readonly detail: ProjectDetail;
  readonly group: WorkGroup;
  readonly list: readonly WorkItem[];
}

function WorkRows({ detail, group, list }: WorkRowsProps) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? list : list.slice(0, shownFirst);
  const deadlineWords = useDeadlineWords();
  const titleOf = useTitle();
  const roundOf = (item: WorkItem) => detail.rounds.find(({ id }) => id === item.roundId);
  const factsOf = (item: WorkItem) => {
    const { documentDate, paragraphs, annotations, readings, recheck, assignment } = item;
    const round = roundOf(item);
    const doneAt = assignment?.doneAt ?? null;
    return inARow([
      detail.rounds.length > 1 ? (round?.name ?? null) : null,
      round === undefined || group === 'done' ? null : deadlineWords(round),
      documentDate === null ? null : format.partialDate(documentDate),
      t('item.paragraphs', { count: paragraphs }),
      // That nothing was coded is an answer once one is done: it is said, as "0 annotations".
      annotations > 0 || group === 'done' ? t('item.annotations', { count: annotations }) : null,
      readings > 0 ? t('item.readings', { count: readings }) : null,
      recheck > 0 ? t('item.recheck', { count: recheck }) : null,
      doneAt === null ? null : t('item.doneAt', { when: format.since(doneAt, Date.now()) }),
    ]);
  };
  return (
    <>
      <Rows label={t(group)}>
        {shown.map((item) => (
          <Row
            key={`${item.roundId}/${item.documentId}`}
            title={
              <Link
                to="/p/$projectId/documents/$documentId"
                params={{ projectId: detail.project.id, documentId: item.documentId }}
                search={{ round: item.roundId }}
                className={`${rowLink.title} ${rowLink.link}`}
                lang={item.documentLanguage}
                dir="auto"
              >
                {titleOf({ title: item.documentTitle })}
              </Link>
            }
            detail={factsOf(item)}
          />
        ))}
      </Rows>
      {shown.length < list.length && <More count={list.length} onMore={() => setAll(true)} />}
    </>
  );
}
