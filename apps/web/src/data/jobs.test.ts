import type { Job } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { endedMeanwhile } from '../data/jobs.ts';

const job = (id: string, state: Job['state']) => ({ id, kind: 'tag.import', state }) as Job;
const nobody = () => false;

it('tells once of what has ended since it was seen going on', () => {
  const seen = new Map<string, boolean>();
  const ends = (...jobs: Job[]) => endedMeanwhile(seen, jobs, nobody).map(({ job: { id } }) => id);
  // What had ended before anybody looked is no news.
  expect(ends(job('a', 'running'), job('b', 'done'))).toEqual([]);
  expect(ends(job('a', 'running'))).toEqual([]);
  expect(ends(job('a', 'failed'))).toEqual(['a']);
  expect(ends(job('a', 'failed'))).toEqual([]);
});

it('knows what the page waited for, also where the answer came before the news', () => {
  const seen = new Map<string, boolean>();
  endedMeanwhile(seen, [job('a', 'running'), job('b', 'running')], ({ id }) => id === 'a');
  expect(endedMeanwhile(seen, [job('a', 'done'), job('b', 'done')], nobody)).toMatchObject([
    { job: { id: 'a' }, awaited: true },
    { job: { id: 'b' }, awaited: false },
  ]);
});
