import { DomainError } from '@koersvast/core/error';
import { expect, test } from 'vitest';
import { sentTogether } from './given.ts';
import { together } from './job-work.ts';

test('small files go together, and what is large goes by itself', () => {
  const sizes = [10, 999_990, 1, 5_000_000, 2, ...Array<number>(30).fill(3)];
  const portions = sentTogether(sizes, (size) => size);
  expect(portions.flat()).toEqual(sizes);
  expect(portions.map((some) => some.length)).toEqual([2, 1, 1, 25, 6]);
});

test('one that ends a reading before its end costs only itself', async () => {
  const asked: string[][] = [];
  const read = async (some: readonly string[]) => {
    asked.push([...some]);
    if (some.includes('endless')) throw new DomainError('reading_too_long');
    return some.map((name) =>
      name === 'bad' ? { refused: new DomainError('file_empty').refusal } : { name },
    );
  };
  expect(await together(['a', 'bad', 'b'], read)).toMatchObject([
    { name: 'a' },
    { refused: { code: 'file_empty' } },
    { name: 'b' },
  ]);
  expect(asked).toHaveLength(1);
  expect(await together(['a', 'endless', 'b'], read)).toMatchObject([
    { name: 'a' },
    { refused: { code: 'reading_too_long' } },
    { name: 'b' },
  ]);
});

test('what is wrong with this server, or cancelled, is said of no file', async () => {
  const away = (code: 'busy' | 'job_cancelled') =>
    together(['a', 'b'], () => Promise.reject(new DomainError(code)));
  await expect(away('busy')).rejects.toMatchObject({ code: 'busy' });
  await expect(away('job_cancelled')).rejects.toMatchObject({ code: 'job_cancelled' });
});
