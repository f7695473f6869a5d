import type { Job } from '@koersvast/contracts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queryClient, trpc } from '../../data/trpc.ts';
import { saidStore } from '../../lib/said.ts';
import { theme } from '../../lib/theme.ts';
import { anIntake, anItem, intakeId, theIntakes } from '../../testing/intake.ts';
import { serve } from '../../testing/server.ts';
import { words } from '../../testing/show.tsx';
import { idOf, projectId } from '../../testing/study.ts';
import { JobMark } from './job-mark.tsx';

const job: Job = {
  id: idOf(8, 70),
  projectId,
  kind: 'intake.read',
  mine: true,
  by: 'Els',
  state: 'running',
  step: 'reading',
  done: 3,
  total: 10,
  problems: [],
  cancelling: false,
  mayCancel: true,
  createdAt: '2026-11-02T10:00:00.000Z',
  startedAt: '2026-11-02T10:00:00.000Z',
  endedAt: null,
};

const mine = location.href;
let root: Root | null = null;
beforeEach(() => saidStore.set(null));
afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
  queryClient.clear();
  history.replaceState(null, '', mine);
});

/** The mark in the bar, while the browser stands at this address. */
async function showMark(address: string) {
  history.replaceState(null, '', address);
  queryClient.setQueryData(trpc.job.list.queryKey({}), [job]);
  const top = createRootRoute({ component: () => <JobMark projectId={projectId} /> });
  const paths = ['/', '/jobs', '/p/$projectId/documents/add', '/p/$projectId/documents/$documentId/again'];
  const routes = paths.map((path) => createRoute({ getParentRoute: () => top, path }));
  const router = createRouter({
    routeTree: top.addChildren(routes),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  await router.load();
  root = createRoot(document.body.appendChild(document.createElement('main')));
  root.render(
    <MantineProvider theme={theme}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await expect.poll(() => document.querySelector('[data-mark="jobs"]')).not.toBeNull();
  return router;
}

const end = () =>
  queryClient.setQueryData(trpc.job.list.queryKey({}), [
    { ...job, state: 'done', endedAt: '2026-11-02T10:01:00.000Z' },
  ]);

const letter = idOf(8, 71);
it.each([
  [
    'a letter that is read again',
    { ...theIntakes(), again: [{ id: intakeId, documentId: letter, jobId: job.id }] },
    `/p/${projectId}/documents/${letter}/again`,
  ],
  [
    'an import',
    theIntakes({ ...anIntake([anItem(1)]), intake: { ...anIntake([anItem(1)]).intake, jobId: job.id } }),
    `/p/${projectId}/documents/add`,
  ],
])('leads to %s once its files have been read, wherever its person is', async (_name, list, path) => {
  serve({ 'intake.list': () => list, 'job.list': () => [job] });
  // They began there, and went elsewhere meanwhile.
  const router = await showMark(path);
  history.replaceState(null, '', '/elsewhere');
  end();
  await expect.poll(() => saidStore.get()?.text).toBe(words('job:said.read'));
  saidStore.get()?.action?.act();
  await expect.poll(() => router.state.location.pathname).toBe(path);
  expect(router.state.location.search).toEqual({ intake: intakeId });
});

it('says nothing where the screen itself shows it', async () => {
  serve({ 'job.list': () => [job] });
  await showMark(`/p/${projectId}/documents/add`);
  end();
  await expect.poll(() => document.querySelector('[data-mark="jobs"]')).toBeNull();
  expect(saidStore.get()).toBeNull();
});
