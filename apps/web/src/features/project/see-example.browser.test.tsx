import type { Job } from '@koersvast/contracts';
import { onlineManager } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { takeUpJobs } from '../../data/jobs.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve, silent, Unreachable } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { ProjectsScreen } from './projects-screen.tsx';

const example = { projectId: idOf(1, 9), name: 'Example' };
const job: Job = {
  id: idOf(8, 90),
  projectId: null,
  kind: 'demo.add',
  mine: true,
  by: 'Els',
  state: 'running',
  step: 'coding',
  done: 5,
  total: 24,
  problems: [],
  cancelling: false,
  mayCancel: true,
  createdAt: '2026-11-02T10:00:00.000Z',
  startedAt: '2026-11-02T10:00:00.000Z',
  endedAt: null,
};
const see = page.getByRole('button', { name: words('project:example.see') });
const said = (key: 'about' | 'making') => page.getByText(words(`project:example.${key}`));

/** The projects of somebody who has none yet. */
async function projects(add: () => unknown) {
  const server = serve({
    'session.current': () => ({ person: { id: idOf(6, 1), name: 'Els', installationRole: 'member' } }),
    'project.list': () => [],
    'job.list': () => [],
    'demo.add': add,
  });
  await queryClient.fetchQuery(trpc.job.list.queryOptions({}));
  const shown = await show(<ProjectsScreen />);
  await expect.element(said('about')).toBeVisible();
  return { ...server, ...shown, asked: () => server.calls.filter(({ path }) => path === 'demo.add').length };
}

it('adds a project, tells how far it is meanwhile, and opens it', async () => {
  let finish: (made: typeof example) => void = () => undefined;
  const { address, place, asked } = await projects(() => new Promise((made) => (finish = made)));
  await userEvent.click(see);
  await expect.element(said('making')).toBeVisible();
  takeUpJobs([job]);
  const bar = page.getByRole('progressbar', {
    name: words('job:progress', { what: words('job:kind.demo.add') }),
  });
  await expect.element(bar).toHaveAttribute('value', '5');
  expect(place.textContent).toContain(words('job:step.coding'));
  expect(await faultsIn(place)).toEqual([]);
  takeUpJobs([{ ...job, state: 'done', endedAt: job.createdAt }]);
  finish(example);
  await expect.poll(address).toBe(`/p/${example.projectId}/documents`);
  expect(asked()).toBe(1);
});

it('is pressed once while it is made, also by key and after coming back, and again when it is there', async () => {
  let finish: (made: typeof example) => void = () => undefined;
  const first = await projects(() => new Promise((made) => (finish = made)));
  await userEvent.dblClick(see);
  await expect.element(said('making')).toBeVisible();
  (see.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(see).toBeDisabled();
  expect(first.asked()).toBe(1);
  first.unmount();
  first.place.remove();
  const { address } = await show(<ProjectsScreen />);
  await expect.element(said('making')).toBeVisible();
  await expect.element(see).toBeDisabled();
  // Whoever has left the screen meanwhile is taken nowhere, and told.
  finish(example);
  await expect.poll(() => saidStore.get()?.text).toBe(words('job:said.demo'));
  await expect.element(said('about')).toBeVisible();
  expect(address()).not.toContain(example.projectId);
  first.answer({ 'demo.add': () => example });
  await userEvent.click(see);
  await expect.poll(address).toBe(`/p/${example.projectId}/documents`);
  expect(first.asked()).toBe(2);
});

it('knows from the jobs that one is made that this page did not ask for', async () => {
  const { asked, address } = await projects(silent);
  takeUpJobs([job]);
  await expect.element(said('making')).toBeVisible();
  await expect.element(see).toBeDisabled();
  takeUpJobs([{ ...job, state: 'done', endedAt: job.createdAt }]);
  await expect.element(see).toBeEnabled();
  expect(address()).not.toContain(example.projectId);
  expect(asked()).toBe(0);
});

it('tells of a failure whoever has gone elsewhere', async () => {
  let fail: (why: Error) => void = () => undefined;
  const { unmount } = await projects(() => new Promise((_, no) => (fail = no)));
  await userEvent.click(see);
  await expect.element(said('making')).toBeVisible();
  unmount();
  fail(new Refused('disk_full'));
  await expect
    .poll(() => saidStore.get()?.text)
    .toBe(words('job:said.failed', { what: words('job:kind.demo.add') }));
});

it('says why it is not there, and can be pressed again', async () => {
  const { place, address, answer, asked } = await projects(() => {
    throw new Refused('job_cancelled');
  });
  await userEvent.click(see);
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:job_cancelled'));
  await expect.element(see).toBeEnabled();
  expect(await faultsIn(place)).toEqual([]);
  answer({
    'demo.add': () => {
      throw new Unreachable();
    },
  });
  await userEvent.click(see);
  await expect.element(page.getByRole('alert').getByRole('button')).toBeVisible();
  answer({ 'demo.add': () => example });
  await userEvent.click(page.getByRole('alert').getByRole('button'));
  await expect.poll(address).toBe(`/p/${example.projectId}/documents`);
  expect(asked()).toBe(3);
});

it('waits for the connection without saying that it is being made', async () => {
  const { address, asked } = await projects(() => example);
  onlineManager.setOnline(false);
  await userEvent.click(see);
  await expect.element(page.getByText(words('state.waiting'))).toBeVisible();
  expect(said('making').query()).toBeNull();
  expect(asked()).toBe(0);
  onlineManager.setOnline(true);
  await expect.poll(address).toBe(`/p/${example.projectId}/documents`);
});
