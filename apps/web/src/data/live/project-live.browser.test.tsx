import { useQuery } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refused, serve } from '../../testing/server.ts';
import { show } from '../../testing/show.tsx';
import { serveStreams } from '../../testing/stream.ts';
import { aChange, aProject, els, jan, projectId, trade } from '../../testing/study.ts';
import { sessionGate } from '../asked-password.ts';
import { useFollowJobs } from '../follow-jobs.ts';
import { useProject } from '../project.ts';
import { trpc } from '../trpc.ts';
import { useLiveStatus, usePresent, useProjectLive } from './project-live.ts';

const streamOf = serveStreams();
const live = () => streamOf('live.project');
let server: ReturnType<typeof serve>;
beforeEach(() => {
  server = serve({ 'project.get': () => aProject(), 'job.list': () => [] });
});
afterEach(() => vi.restoreAllMocks());

function Following({ personId = els.id }: { readonly personId?: string | null }) {
  useProjectLive(projectId, personId);
  const { state, fault } = useLiveStatus();
  const jobs = useQuery(trpc.job.list.queryOptions({})).data;
  const tags = useProject(projectId).data?.tags.map(({ name }) => name);
  const parts = [state, fault?.code ?? '-', usePresent().length, jobs?.length ?? '-', tags?.join(' ') ?? '-'];
  return <p id="seen">{parts.join(', ')}</p>;
}
const seen = () => document.getElementById('seen')?.textContent;

async function streaming() {
  const shown = await show(<Following />);
  await expect.poll(live).toBeDefined();
  live()?.begin();
  await expect.poll(seen).toBe('streaming, -, 0, 0, Pressure Trade');
  return shown;
}

it('is told what changes, who is there, what goes on, and when all is to be read again', async () => {
  const shown = await streaming();
  const change = aChange('tag', { ...trade, name: 'Commerce', version: 2 });
  live()?.tell({ kind: 'changes', changes: [change], cursor: '2' }, '2');
  live()?.tell({ kind: 'presence', present: [{ memberId: jan.id, documentId: null }] }, '2');
  live()?.tell({ kind: 'jobs', jobs: [{ id: 'job', state: 'running', createdAt: '' }] }, '2');
  await expect.poll(seen).toBe('streaming, -, 1, 1, Pressure Commerce');
  live()?.tell({ kind: 'resync', cursor: '3' }, '3');
  // Read anew, it is as the server has it.
  await expect.poll(seen).toContain('Pressure Trade');
  shown.again(<Following personId={null} />);
  await expect.poll(live).toBeUndefined();
  expect(seen()).toMatch(/^connecting, -, 0/);
});

it('says that the line is gone, until it is there again', async () => {
  await streaming();
  live()?.lose();
  await expect.poll(seen).toMatch(/^connecting/);
  live()?.begin();
  await expect.poll(seen).toMatch(/^streaming/);
});

it('ends where it is refused for good', async () => {
  await streaming();
  live()?.refuse('not_allowed');
  await expect.poll(seen).toMatch(/^ended, not_allowed/);
});

it('asks for the password where the session has ended, and goes on from where it was', async () => {
  await streaming();
  live()?.tell({ kind: 'changes', changes: [], cursor: '7' }, '7');
  live()?.refuse('not_signed_in');
  await expect.poll(() => sessionGate.get()).not.toBeNull();
  sessionGate.get()?.signedIn();
  await expect.poll(() => live()?.input).toMatchObject({ cursor: '7' });
});

it('stays ended where the password is not given', async () => {
  await streaming();
  live()?.refuse('not_signed_in');
  await expect.poll(() => sessionGate.get()).not.toBeNull();
  sessionGate.get()?.gaveUp();
  await expect.poll(seen).toMatch(/^ended, not_signed_in/);
});

it.each<[string, () => unknown, string]>([
  ['is told', () => ({ kind: 'resync', cursor: '9' }), 'streaming, -'],
  ['cannot be told', () => Promise.reject(new Refused('busy')), 'streaming, -'],
])('asks what came while it was not looked at for long, and that %s', async (_name, answer, then) => {
  server.answer({ 'live.catchUp': answer });
  await streaming();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  hidden.mockReturnValue(false);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
  document.dispatchEvent(new Event('visibilitychange'));
  await expect.poll(() => server.calls.filter(({ path }) => path === 'live.catchUp').length).toBe(1);
  await expect.poll(seen).toContain(then);
});

function Follower({ wanted }: { readonly wanted: boolean }) {
  useFollowJobs(wanted);
  useFollowJobs(wanted);
  const jobs = useQuery(trpc.job.list.queryOptions({})).data;
  return <p id="seen">{jobs === undefined ? '-' : `jobs: ${jobs.map(({ id }) => id).join(' ')}`}</p>;
}

it('of long work is one stream for all of a page who want it', async () => {
  const shown = await show(<Follower wanted />);
  await expect.poll(() => streamOf('job.follow')).toBeDefined();
  await expect.poll(seen).toBe('jobs: ');
  streamOf('job.follow')?.begin();
  streamOf('job.follow')?.tell([{ id: 'job', state: 'running', createdAt: '' }]);
  await expect.poll(seen).toBe('jobs: job');
  shown.again(<Follower wanted={false} />);
  await expect.poll(() => streamOf('job.follow')).toBeUndefined();
});

it('of long work ends with the session: the password is asked for, and the stream taken up again', async () => {
  server.answer({ 'session.current': () => ({ person: null, needsFirstOwner: false }) });
  await show(<Follower wanted />);
  await expect.poll(() => streamOf('job.follow')).toBeDefined();
  streamOf('job.follow')?.begin();
  const before = streamOf('job.follow');
  before?.refuse('not_signed_in');
  await expect.poll(() => sessionGate.get()).not.toBeNull();
  before?.close();
  sessionGate.get()?.signedIn();
  await expect.poll(() => streamOf('job.follow')).toBeDefined();
  streamOf('job.follow')?.begin();
  streamOf('job.follow')?.tell([{ id: 'job', state: 'running', createdAt: '' }]);
  await expect.poll(seen).toBe('jobs: job');
});
