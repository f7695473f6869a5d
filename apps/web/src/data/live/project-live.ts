import type { LiveEvent } from '@koersvast/contracts';
import { useEffect } from 'react';
import { wait } from '../../lib/retry-delay.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { openChannel } from '../../lib/tabs/channel.ts';
import { standForLeader } from '../../lib/tabs/leader.ts';
import { askForPassword, sessionNumber } from '../asked-password.ts';
import { refusalOf } from '../errors.ts';
import { takeUpJobs } from '../jobs.ts';
import { readProjectAgain } from '../news.ts';
import { asPerson, client, queryClient, trpc } from '../trpc.ts';
import { type LiveMessage, openLive } from './live.ts';
import { type LiveFault, LiveRefused, type LiveSource, type LiveState } from './source.ts';
import { feedOpened, takeUpChanges } from './take-up.ts';

export interface LiveStatus {
  readonly state: LiveState;
  readonly fault: LiveFault;
}

type Present = Extract<LiveEvent, { kind: 'presence' }>['present'];

const liveStatus = createStore<LiveStatus>({ state: 'connecting', fault: null });
const present = createStore<Present>([]);

export function useLiveStatus(): LiveStatus {
  return useStore(liveStatus);
}

/** Who is in the project now, as far as it may be known. */
export function usePresent(): Present {
  return useStore(present);
}

function faultOf(error: unknown): LiveFault {
  return refusalOf(error);
}

function sourceOf(projectId: string, personId: string): LiveSource {
  return {
    stream: (cursor, hear) => {
      const subscription = client.live.project.subscribe(
        { projectId, cursor },
        {
          onConnectionStateChange: ({ state }) => {
            if (state === 'pending') hear.onOpen();
            if (state === 'connecting') hear.onLost();
          },
          onData: ({ data }) => hear.onEvent(data),
          onError: (error) => hear.onEnd(faultOf(error)),
          onComplete: () => hear.onEnd(null),
        },
      );
      return () => subscription.unsubscribe();
    },
    catchUp: async (cursor) => {
      try {
        return await client.live.catchUp.query({ projectId, cursor }, { context: asPerson(personId) });
      } catch (error) {
        const fault = faultOf(error);
        throw fault === null ? error : new LiveRefused(fault);
      }
    },
  };
}

/** A tab that was hidden for so long asks what it missed, whatever it heard. In milliseconds. */
const longSleep = 30_000;

function start(projectId: string, personId: string, cursor: string): () => void {
  const name = `koersvast-live:${personId}:${projectId}`;
  let closed = false;
  const onState = (state: LiveState, fault: LiveFault) => {
    liveStatus.set({ state, fault });
    if (state !== 'ended' || fault?.code !== 'not_signed_in') return;
    askForPassword(openedIn).then(
      () => {
        if (closed) return;
        live.close();
        live = open();
      },
      () => {},
    );
  };
  const onEvent = (event: LiveEvent) => {
    if (event.kind === 'presence') present.set(event.present);
    else if (event.kind === 'jobs') takeUpJobs(event.jobs);
    else {
      at = event.cursor;
      if (event.kind === 'changes') takeUpChanges(projectId, event.changes, event.reread);
      else readProjectAgain(projectId);
    }
  };
  let at = cursor;
  let openedIn = sessionNumber();
  const open = () => {
    openedIn = sessionNumber();
    return openLive({
      cursor: at,
      source: sourceOf(projectId, personId),
      channel: openChannel<LiveMessage>(name),
      stand: (lead) => standForLeader(name, lead),
      wait,
      random: Math.random,
      onEvent,
      onState,
    });
  };
  let live = open();
  feedOpened(projectId);
  let hiddenSince = 0;
  const onVisibility = () => {
    if (document.hidden) hiddenSince = Date.now();
    else if (Date.now() - hiddenSince > longSleep) live.refresh();
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    closed = true;
    document.removeEventListener('visibilitychange', onVisibility);
    live.close();
    liveStatus.set({ state: 'connecting', fault: null });
    present.set([]);
  };
}

/** Keeps everything that this tab shows of a project true while the component is there. */
export function useProjectLive(projectId: string | null, personId: string | null): void {
  useEffect(() => {
    if (projectId === null || personId === null) return;
    let stop = () => {};
    let gone = false;
    void queryClient
      .ensureQueryData(trpc.project.get.queryOptions({ projectId }))
      .then(({ cursor }) => {
        if (!gone) stop = start(projectId, personId, cursor);
      })
      .catch(() => {});
    return () => {
      gone = true;
      stop();
    };
  }, [projectId, personId]);
}
