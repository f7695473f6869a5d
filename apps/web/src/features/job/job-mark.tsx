import type { Job } from '@koersvast/contracts';
import { Link, useNavigate } from '@tanstack/react-router';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowJobs } from '../../data/follow-jobs.ts';
import { endedMeanwhile, isLiving, isToldIn, type SeenJobs, useJobs } from '../../data/jobs.ts';
import { changed } from '../../data/news.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { useVisible } from '../../lib/visible.ts';
import barButton from '../../ui/bar-button.module.css';
import classes from './job.module.css';

/** In the top bar: that long work of one's own goes on, and how far it is. Nothing while there is none. */
export function JobMark({ projectId }: { readonly projectId: string | undefined }) {
  const { t } = useTranslation('job');
  const { data } = useJobs();
  const jobs = data ?? [];
  const living = jobs.filter(isLiving);
  const [first, ...others] = living.filter(({ mine }) => mine);
  // Outside projects nothing else would tell that the session has ended; a browser has few streams for one server.
  const alone = useVisible() && projectId === undefined && data !== undefined;
  useFollowJobs(alone || living.some((job) => !isToldIn(projectId, job)));
  useSayWhatEnded(data);
  if (first === undefined) return null;
  const known = others.length === 0 && first.total > 0;
  const label = t('mark', { count: others.length + 1, what: t(`kind.${first.kind}`) });
  const done = { '--done': `${first.done / Math.max(1, first.total)}turn` } as CSSProperties;
  return (
    <Link
      to="/jobs"
      className={`${barButton.button} ${classes.mark}`}
      data-mark="jobs"
      aria-label={label}
      title={label}
    >
      <span
        className={classes.ring}
        data-unknown={!known}
        style={known ? done : undefined}
        aria-hidden="true"
      />
      <span aria-hidden="true">{t('mark.word')}</span>
    </Link>
  );
}

/** Whether this page itself waits for the end of a job: then the screen that began it tells of it. */
function isAwaitedHere({ kind, projectId }: Job): boolean {
  if (kind === 'intake.read' || kind === 'intake.add')
    return (
      location.pathname === `/p/${projectId}/documents/add` ||
      // A letter that is read again.
      (location.pathname.startsWith(`/p/${projectId}/documents/`) && location.pathname.endsWith('/again'))
    );
  if (kind === 'demo.add') return queryClient.isMutating({ mutationKey: trpc.demo.add.mutationKey() }) > 0;
  if (kind !== 'tag.import') return false;
  const mutationKey = trpc.tag.importCodebook.mutationKey();
  return (
    queryClient.isMutating({
      mutationKey,
      predicate: ({ state: { variables } }) => isImportIn(projectId, variables),
    }) > 0
  );
}

function isImportIn(projectId: string | null, variables: unknown): boolean {
  if (typeof variables !== 'object' || variables === null) return false;
  if (!('projectId' in variables && 'dryRun' in variables)) return false;
  return variables.projectId === projectId && variables.dryRun === false;
}

/** Leads to the import that a job was at: where letters are added, or where one of them is read again. */
async function showIntake(go: ReturnType<typeof useNavigate>, projectId: string, jobId: string) {
  const ask = trpc.intake.list.queryOptions({ projectId }, { staleTime: 0 });
  // Without an answer the screen itself says what there is.
  const { intakes, again } = await queryClient.fetchQuery(ask).catch(() => ({ intakes: [], again: [] }));
  const letter = again.find((each) => each.jobId === jobId);
  if (letter === undefined) {
    const intake = intakes.find((each) => each.jobId === jobId)?.id;
    const search = intake === undefined ? {} : { intake };
    return go({ to: '/p/$projectId/documents/add', params: { projectId }, search });
  }
  const { documentId, id: intake } = letter;
  const params = { projectId, documentId };
  return go({ to: '/p/$projectId/documents/$documentId/again', params, search: { intake } });
}

/** What is shown elsewhere of what a job has made is read again, and its person is told wherever they are. */
function useSayWhatEnded(jobs: readonly Job[] | undefined): void {
  const { t } = useTranslation('job');
  const go = useNavigate();
  const seen = useRef<SeenJobs>({ going: new Map(), heard: null });
  useEffect(() => {
    if (jobs === undefined) return;
    for (const { job, awaited, atOnce } of endedMeanwhile(seen.current, jobs, isAwaitedHere)) {
      if (job.kind === 'installation.backup') changed(['backup']);
      if (job.kind === 'demo.add') changed(['project']);
      // The screen that began an import has told of one that was over at once.
      if (atOnce && job.kind !== 'installation.backup') continue;
      // A trial that nobody waits for any more is of no use to anybody.
      // Whoever has left the screen of an import meanwhile is told, since no command waits for it there.
      const isOfIntake = job.kind === 'intake.read' || job.kind === 'intake.add';
      if (isOfIntake ? isAwaitedHere(job) : awaited) continue;
      if (!job.mine || job.kind === 'tag.tryImport' || job.state === 'cancelled') continue;
      if (job.state !== 'done')
        say(t('said.failed', { what: t(`kind.${job.kind}`) }), {
          label: t('said.show'),
          act: () => void go({ to: '/jobs' }),
        });
      else if (job.kind === 'installation.backup') say(t('said.backup'));
      else if (job.kind === 'demo.add')
        say(t('said.demo'), { label: t('said.show'), act: () => void go({ to: '/' }) });
      else {
        const { projectId, kind } = job;
        const act = () => {
          if (projectId === null) return;
          if (kind === 'tag.import') void go({ to: '/p/$projectId/codebook', params: { projectId } });
          else void showIntake(go, projectId, job.id);
        };
        const words =
          kind === 'intake.read' ? 'said.read' : kind === 'intake.add' ? 'said.added' : 'said.codebook';
        say(t(words), { label: t('said.show'), act });
      }
    }
  }, [jobs, t, go]);
}
