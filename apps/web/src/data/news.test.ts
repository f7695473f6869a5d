import type { Change } from '@koersvast/contracts';
import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { without } from './made-of.ts';
import { spread } from './news.ts';
import { queryClient, trpc } from './trpc.ts';

const projectId = 'project';
const asked = { projectId, removed: false };
const takes = 200;

let times = 0;
const answer = () => {
  times += 1;
  return new Promise<[]>((resolve) => setTimeout(() => resolve([]), takes));
};
const list = () => ({
  queryKey: trpc.document.list.queryKey(asked),
  queryFn: answer,
  staleTime: 15_000,
});
const stateOf = () => queryClient.getQueryState(list().queryKey);
const coded = {
  opId: 'op',
  noun: 'annotation',
  before: null,
  after: { id: 'annotation', documentId: 'document', version: 1 },
} as unknown as Change;

beforeEach(() => {
  times = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  queryClient.clear();
  vi.useRealTimers();
});

it('reads again what was left while it was being read, since the answer may be older than the news', async () => {
  void queryClient.prefetchQuery(list());
  await vi.advanceTimersByTimeAsync(50);
  spread(projectId, [coded], []);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stateOf()).toMatchObject({ status: 'success', isInvalidated: true });
});

it('and what is being read for somebody who shows nothing of it, once it is shown', async () => {
  const titles = { ...list(), ...without('annotation') };
  const leave = new QueryObserver(queryClient, titles).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(50);
  spread(projectId, [coded], []);
  await vi.advanceTimersByTimeAsync(takes);
  const counts = new QueryObserver(queryClient, list()).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(1_000);
  expect(times).toBe(2);
  leave();
  counts();
});

it('leaves annotations that are being read alone, over which what comes meanwhile is laid', async () => {
  const queryKey = trpc.annotation.list.queryKey({ projectId, documentId: 'document' });
  const leave = new QueryObserver<unknown>(queryClient, { queryKey, queryFn: answer }).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(50);
  spread(projectId, [coded], []);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(times).toBe(1);
  leave();
});
