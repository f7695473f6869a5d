import type { Job } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { endedMeanwhile, type SeenJobs } from '../data/jobs.ts';

const job = (id: string, state: Job['state']) => ({ id, kind: 'tag.import', state }) as Job;
const nobody = () => false;
const nothing = (): SeenJobs => ({ going: new Map(), heard: null });

it('tells once of what has ended since it was seen going on', () => {
  const seen = nothing();
  const ends = (...jobs: Job[]) => endedMeanwhile(seen, jobs, nobody).map(({ job: { id } }) => id);
  // What had ended before anybody looked is no news.
  expect(ends(job('a', 'running'), job('b', 'done'))).toEqual([]);
  expect(ends(job('a', 'running'))).toEqual([]);
  expect(ends(job('a', 'failed'))).toEqual(['a']);
  expect(ends(job('a', 'failed'))).toEqual([]);
});

it('knows what the page waited for, also where the answer came before the news', () => {
  const seen = nothing();
  endedMeanwhile(seen, [job('a', 'running'), job('b', 'running')], ({ id }) => id === 'a');
  expect(endedMeanwhile(seen, [job('a', 'done'), job('b', 'done')], nobody)).toMatchObject([
    { job: { id: 'a' }, awaited: true },
    { job: { id: 'b' }, awaited: false },
  ]);
});

it('tells of what came and was over between two looks, once', () => {
  const seen = nothing();
  const ends = (...jobs: Job[]) =>
    endedMeanwhile(seen, jobs, nobody).map(({ job: { id }, atOnce }) => [id, atOnce]);
  expect(ends(job('a', 'done'))).toEqual([]);
  expect(ends(job('b', 'done'), job('a', 'done'))).toEqual([['b', true]]);
  expect(ends(job('b', 'done'))).toEqual([]);
  expect(ends(job('b', 'done'), job('a', 'done'))).toEqual([]);
});
