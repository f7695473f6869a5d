import type { Acknowledgement, Finding, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { isWorkedIn, mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { firstClick } from '../../lib/first-click.ts';
import { say } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { FindingChart } from './finding-chart.tsx';
import classes from './findings-screen.module.css';
import { searchOf } from './pinned-chart.ts';
import { PrintedLead } from './printed-lead.tsx';

const editFinding = laterPart(async () => (await import('./edit-finding.tsx')).EditFinding);

const findingsRoute = getRouteApi('/inside/p/$projectId/findings');

/** The charts that are pinned for all members, in their order, with what they are to show. */
export function FindingsScreen() {
  const { t } = useTranslation('count');
  const { projectId } = findingsRoute.useParams();
  const project = useProject(projectId);
  const findings = useQuery(trpc.finding.list.queryOptions({ projectId }));
  usePageTitle(t('findings.title'), project.data?.project.name);
  const charts = (
    <Link to="/p/$projectId/charts" params={{ projectId }}>
      {t('findings.charts')}
    </Link>
  );
  const isEmpty = findings.data?.length === 0;
  return (
    <Page
      wide
      title={t('findings.title')}
      lead={t('findings.lead')}
      actions={
        !isEmpty && (
          <>
            <Button variant="default" onClick={() => window.print()}>
              {t('findings.print')}
            </Button>
            {charts}
          </>
        )
      }
    >
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={findings}>
            {(all) =>
              all.length === 0 ? (
                <Empty title={t('findings.empty')} actions={charts}>
                  {t('findings.empty.text')}
                </Empty>
              ) : (
                <>
                  <PrintedLead detail={detail} />
                  <Findings detail={detail} all={all} />
                </>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface FindingsProps {
  readonly detail: ProjectDetail;
  readonly all: readonly Finding[];
}

function Findings({ detail, all }: FindingsProps) {
  useSoon(editFinding);
  return (
    <ol className={classes.list}>
      {all.map((finding, at) => (
        <li key={finding.id} className={classes.finding}>
          <FindingChart detail={detail} search={searchOf(finding.chart)} title={finding.title} />
          {finding.note !== '' && <p className={classes.note}>{finding.note}</p>}
          <Actions detail={detail} finding={finding} at={at} all={all} />
        </li>
      ))}
    </ol>
  );
}

/** Between the two before or after which it goes. */
function placeBetween(all: readonly Finding[], at: number, by: 1 | -1): number | null {
  const next = all[at + by];
  if (next === undefined) return null;
  const beyond = all[at + 2 * by];
  return beyond === undefined ? next.position + by : (next.position + beyond.position) / 2;
}

interface ActionsProps extends FindingsProps {
  readonly finding: Finding;
  readonly at: number;
}

function Actions({ detail, finding, at, all }: ActionsProps) {
  const { t } = useTranslation('count');
  const words = useFaultWords();
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId);
  const edit = useCommand(trpc.finding.edit.mutationOptions());
  const remove = useCommand(trpc.finding.remove.mutationOptions());
  const [editing, setEditing] = useState(false);
  // The window opens when its form is there, which then has the focus.
  const canEdit = useStore(editFinding.arrived) !== null;
  const named = { projectId, findingId: finding.id, version: finding.version };
  const doing = async (done: string, act: () => Promise<Acknowledgement>) => {
    try {
      undo.sayUndoable(done, await act());
    } catch (error) {
      say(words(error));
    }
  };
  const move = (by: 1 | -1) => {
    const position = placeBetween(all, at, by);
    if (position !== null) void doing(t('finding.moved'), () => edit.run({ ...named, change: { position } }));
  };
  const small = { variant: 'default', size: 'compact-sm' } as const;
  return (
    <section
      className={classes.actions}
      aria-label={t('finding.actions', { title: finding.title })}
      data-screen="only"
    >
      <Link to="/p/$projectId/charts" params={{ projectId }} search={searchOf(finding.chart)}>
        {t('finding.open')}
      </Link>
      {mayHere(detail, 'finding.pin') && isWorkedIn(detail) && (
        <>
          <Button
            {...small}
            onClick={() => {
              editFinding.fetch();
              setEditing(true);
            }}
          >
            {t('finding.edit')}
          </Button>
          <Button {...small} disabled={at === 0} onClick={firstClick(() => move(-1))}>
            {t('finding.up')}
          </Button>
          <Button {...small} disabled={at === all.length - 1} onClick={firstClick(() => move(1))}>
            {t('finding.down')}
          </Button>
          <Button
            {...small}
            onClick={firstClick(() => void doing(t('finding.removed'), () => remove.run(named)))}
          >
            {t('finding.remove')}
          </Button>
        </>
      )}
      <Dialog title={t('finding.edit')} opened={editing && canEdit} onClose={() => setEditing(false)}>
        <Later
          part={editFinding}
          wanted
          give={{ projectId, finding, undo, onClose: () => setEditing(false) }}
        />
      </Dialog>
    </section>
  );
}
