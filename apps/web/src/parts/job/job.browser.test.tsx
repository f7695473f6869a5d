import type { Job } from '@koersvast/contracts';
import { useRef } from 'react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { projectId } from '../../testing/study.ts';
import { CancelJob } from './cancel-job.tsx';
import { JobProgress } from './job-progress.tsx';

const job: Job = {
  id: 'job',
  projectId,
  kind: 'tag.import',
  mine: true,
  by: 'Els',
  state: 'running',
  step: 'storing',
  done: 3,
  total: 10,
  problems: [],
  cancelling: false,
  mayCancel: true,
  createdAt: '2026-11-02T10:00:00.000Z',
  startedAt: '2026-11-02T10:00:00.000Z',
  endedAt: null,
};

it.each<[string, Partial<Job>, string]>([
  ['what it does, and how far it is', {}, 'job:step.storing'],
  ['a step that this page does not know', { step: 'unheard-of', total: 0 }, 'job:state.running'],
  ['that it is being cancelled', { cancelling: true }, 'job:cancelling'],
  ['that it waits', { state: 'queued' }, 'job:state.queued'],
  ['of somebody else’s only that it is there', { mine: false }, 'job:others'],
])('tells of long work %s', async (_name, more, said) => {
  const { place } = await show(<JobProgress job={{ ...job, ...more }} />);
  expect(place.textContent).toContain(words(said));
});

it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
  const { place } = await show(<JobProgress job={job} />, { colours });
  expect(await faultsIn(place)).toEqual([]);
  const bar = page.getByRole('progressbar', {
    name: words('job:progress', { what: words('job:kind.tag.import') }),
  });
  await expect.element(bar).toHaveAttribute('value', '3');
});

function Cancel({ job: cancelled }: { readonly job: Job }) {
  const after = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button type="button" ref={after}>
        after
      </button>
      <CancelJob job={cancelled} focusAfter={after} />
    </>
  );
}
const cancel = page.getByRole('button', {
  name: words('job:cancel.of', { what: words('job:kind.tag.import') }),
});

it('cancels, says so, and gives the focus on', async () => {
  serve({ 'job.cancel': () => ({ ...job, state: 'cancelled' }) });
  await show(<Cancel job={job} />);
  await userEvent.click(cancel);
  await expect.element(page.getByText('after')).toHaveFocus();
  expect(saidStore.get()?.text).toBe(words('job:said.cancelled', { what: words('job:kind.tag.import') }));
});

it('says nothing of one that ended while it was asked for', async () => {
  serve({ 'job.cancel': () => ({ ...job, state: 'done' }) });
  await show(<Cancel job={job} />);
  await userEvent.click(cancel);
  await expect.element(page.getByText('after')).toHaveFocus();
  expect(saidStore.get()).toBeNull();
});

it('shows that it is asked for, and what went wrong, with another try', async () => {
  const server = serve({ 'job.cancel': silent });
  const shown = await show(<Cancel job={job} />);
  await userEvent.click(cancel);
  await expect.element(cancel).toHaveAttribute('data-loading', 'true');
  shown.unmount();
  server.answer({
    'job.cancel': () => {
      throw new Refused('busy');
    },
  });
  await show(<Cancel job={job} />);
  await userEvent.click(cancel);
  server.answer({ 'job.cancel': () => ({ ...job, cancelling: true }) });
  await userEvent.click(page.getByRole('alert').getByRole('button'));
  await expect.poll(() => saidStore.get()?.text).toBeTruthy();
});

it('is not offered to who may not cancel', async () => {
  await show(<Cancel job={{ ...job, mayCancel: false }} />);
  expect(cancel.elements()).toEqual([]);
});
