import type { Intake, IntakeSummary, Job } from '@koersvast/contracts';
import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isPassing } from '../../data/errors.ts';
import { useFollowJobs } from '../../data/follow-jobs.ts';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { client, queryClient, trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import { useStore } from '../../lib/store.ts';
import { createTurns, type Turns } from '../../lib/use-in-turn.ts';
import type { Chosen } from './chosen.ts';
import { persist } from './persist.ts';
import type { Uploader } from './uploader.ts';
import { draftsOf, forgetUploader, type IntakePlace, uploaderOf } from './uploaders.ts';
import { totalOf, type Uploads, type UploadsTotal } from './uploads.ts';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';
import { type Choices, useChoices } from './use-choices.ts';

/** While a job is at it, what has come of it so far is asked for so often, in milliseconds. */
const meanwhile = 4_000;

/** The intakes that somebody has going in a project, and what may be sent. */
export function useIntakes(projectId: string) {
  return useQuery(trpc.intake.list.queryOptions({ projectId }));
}

/** All of one intake, whose items come in pages. */
async function wholeIntake(place: IntakePlace, signal: AbortSignal): Promise<Intake> {
  const first = await client.intake.get.query(place, { signal });
  const items = [...first.items];
  for (let from = first.next; from !== null; ) {
    const page: Intake = await client.intake.get.query({ ...place, from }, { signal });
    items.push(...page.items);
    from = page.next;
  }
  return { ...first, items, next: null };
}

/** The one that is gone on with when the address names none: the last that is not done. */
export function unfinished(intakes: readonly IntakeSummary[]): IntakeSummary | undefined {
  return intakes.find(({ state, files }) => state !== 'added' && files > 0);
}

export interface Desk {
  readonly place: IntakePlace;
  readonly query: UseQueryResult<Intake, unknown>;
  readonly uploader: Uploader;
  readonly uploads: Uploads;
  readonly total: UploadsTotal;
  readonly choices: Choices;
  /** What is done to the text of an item, and what follows from that, one after the other. */
  readonly turns: Turns;
  /** What was written in a field and cannot be stored as it is, by item and detail. */
  readonly drafts: Map<string, string>;
  /** The job that is at it now, or was last. */
  readonly job: Job | null;
  /** Whether a job is at it. */
  readonly busy: boolean;
  /** Whether that puts documents in. */
  readonly adding: boolean;
  /** Whether it is asked how far that is, and no answer comes. */
  readonly away: boolean;
  /** Whether something has come that is not read yet. */
  readonly unread: boolean;
  take(chosen: readonly Chosen[]): void;
  read(): void;
  add(): Promise<void>;
  leave(): Promise<void>;
  readonly error: unknown;
  /** Does once more what went wrong. */
  again(): void;
}

/** What a job that came to its end has changed is read again. */
function useEndOf(job: Job | null, refetch: () => unknown) {
  const seen = useRef<string | null>(null);
  const state = job === null ? null : `${job.id} ${isLiving(job)}`;
  useEffect(() => {
    if (seen.current !== null && seen.current !== state) void refetch();
    seen.current = state;
  }, [state, refetch]);
}

/** Everything about one intake: its files on their way, its items, what is chosen of them, and the job that is at it. */
export function useIntake(place: IntakePlace, begun: boolean, largest: number): Desk {
  const { projectId, intakeId } = place;
  const uploader = useMemo(() => uploaderOf({ projectId, intakeId }), [projectId, intakeId]);
  const uploads = useStore(uploader.uploads);
  const refused = useStore(uploader.refused);
  const opening = useStore(uploader.opening);
  const total = useMemo(() => totalOf(uploads), [uploads]);
  const jobs = useJobs();
  const living = (id: string | null | undefined) =>
    jobs.data?.find((job) => job.id === id && isLiving(job)) !== undefined;
  const query = useQuery({
    queryKey: trpc.intake.get.queryKey(place),
    queryFn: ({ signal }) => wholeIntake(place, signal),
    // One that this page is opening is asked for once it is there.
    enabled: begun && !opening,
    retry: (failures, error) => isPassing(error) && failures < 3,
    // No change tells of what was done in another window.
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => {
      const summary = state.data?.intake;
      return summary !== undefined &&
        (summary.state === 'reading' || summary.state === 'adding' || living(summary.jobId))
        ? meanwhile
        : false;
    },
  });
  const { data, refetch } = query;
  const job = jobs.data?.find(({ id }) => id === data?.intake.jobId) ?? null;
  useFollowJobs(job !== null && isLiving(job));
  useEndOf(job, refetch);

  useEffect(() => {
    if (data === undefined) return;
    // What lay in a packed file was not sent by itself.
    const sent = data.files.filter(({ withinId }) => withinId === null);
    uploader.know(sent.map(({ id, path, size }) => ({ id, path, size, arrived: true })));
  }, [data, uploader]);
  useRefreshOnArrival(uploader, async () => {
    // A first answer that is on its way may be of before this file came, and no second question joins it.
    await queryClient.cancelQueries(trpc.intake.get.queryFilter(place));
    await refetch();
  });

  // What was asked for is under way until the page knows how it is then.
  const news = async () => {
    void queryClient.invalidateQueries(trpc.job.list.queryFilter());
    void queryClient.invalidateQueries(trpc.intake.list.queryFilter({ projectId }));
    await refetch();
  };
  const read = useMutation({
    mutationFn: () => persist(() => client.intake.read.mutate(place)),
    onSettled: news,
  });
  const drafts = draftsOf(place);
  const opId = useRef(newId());
  const add = useMutation({
    mutationFn: () => persist(() => client.intake.add.mutate({ ...place, opId: opId.current })),
    onSuccess: () => {
      opId.current = newId();
    },
    onSettled: news,
  });
  const leave = useMutation({
    mutationFn: async () => {
      if (data !== undefined) await persist(() => client.intake.leave.mutate(place));
      forgetUploader(place);
      queryClient.removeQueries(trpc.intake.get.queryFilter(place));
    },
    onSettled: () => queryClient.invalidateQueries(trpc.intake.list.queryFilter({ projectId })),
  });
  const choices = useChoices(
    place,
    data?.items ?? [],
    () => read.mutate(),
    async () => {
      void queryClient.invalidateQueries(trpc.intake.text.queryFilter(place));
      await refetch();
    },
  );
  const [turns] = useState(createTurns);
  useAskBeforeLeaving(() => choices.saving > 0 || drafts.size > 0);
  const state = data?.intake.state;
  const busy = state === 'reading' || state === 'adding' || read.isPending || add.isPending;
  const unread = data !== undefined && state === 'gathering' && data.files.length > 0;
  // What is still to be chosen is known only once this page has laid what it noted over what the server has.
  const isKnown = data?.files.every(({ id, withinId }) => withinId !== null || uploads.has(id)) === true;
  const due = isKnown && unread && !busy && total.going === 0 && total.missing.length === 0;
  useReadByItself(due ? (data?.files.length ?? 0) : 0, () => read.mutate());

  return {
    place,
    query,
    uploader,
    uploads,
    total,
    choices,
    turns,
    drafts,
    job,
    busy,
    adding: state === 'adding' || add.isPending,
    away: busy && isPassing(query.failureReason ?? query.error),
    unread,
    take: (chosen) => uploader.choose(chosen, largest),
    read: () => read.mutate(),
    add: async () => {
      await add.mutateAsync().catch(() => undefined);
    },
    leave: () => leave.mutateAsync(),
    error: refused ?? read.error ?? add.error ?? leave.error ?? choices.error,
    again: () => {
      if (read.error !== null) read.mutate();
      else if (add.error !== null) add.mutate();
      else if (leave.error !== null) leave.mutate();
      else void refetch();
    },
  };
}

/** Asks what has become of the files once they are all there, and now and then on the way. */
function useRefreshOnArrival(uploader: Uploader, ask: () => unknown) {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let asked = 0;
    return uploader.onArrived(() => {
      const { going } = totalOf(uploader.uploads.get());
      const now = performance.now();
      if (going > 0 && now - asked < meanwhile) return;
      asked = now;
      void latest.current();
    });
  }, [uploader]);
}

/**
 * When all has come that was chosen it is read without being asked: once for each time that something came. `files` is
 * how many there are then, 0 as long as it is not due.
 */
function useReadByItself(files: number, read: () => void) {
  const latest = useRef(read);
  latest.current = read;
  const asked = useRef(0);
  useEffect(() => {
    if (files === 0 || files === asked.current) return;
    asked.current = files;
    latest.current();
  }, [files]);
}
