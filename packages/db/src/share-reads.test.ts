import { expect, test } from 'vitest';
import { shareReads } from './share-reads.ts';

/** A source whose answers are given when the test says so. */
function source() {
  const questions: { about: string; readers: readonly number[]; answer(fault?: Error): void }[] = [];
  const read = shareReads<number, string>(
    (about, readers) =>
      new Promise((resolve, reject) => {
        const answer = (fault?: Error) =>
          fault ? reject(fault) : resolve(readers.map((reader) => `${about} ${reader}`));
        questions.push({ about, readers, answer });
      }),
  );
  return { questions, read };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who asks at the same time shares a question, and gets their own answer', async () => {
  const { questions, read } = source();
  const answers = Promise.all([read('a', 1), read('b', 2), read('a', 3)]);
  await turn();
  expect(questions.map(({ about, readers }) => [about, readers])).toEqual([
    ['a', [1, 3]],
    ['b', [2]],
  ]);
  for (const question of questions) question.answer();
  expect(await answers).toEqual(['a 1', 'b 2', 'a 3']);
});

test('who asks while a question is open is answered by the next one, not by that', async () => {
  const { questions, read } = source();
  const first = read('a', 1);
  await turn();
  const later = Promise.all([read('a', 2), read('a', 3)]);
  await turn();
  expect(questions).toHaveLength(1);
  questions[0]?.answer();
  expect(await first).toBe('a 1');
  await turn();
  expect(questions[1]?.readers).toEqual([2, 3]);
  questions[1]?.answer();
  expect(await later).toEqual(['a 2', 'a 3']);
});

test('a failure is told to those who shared it, and to no others', async () => {
  const { questions, read } = source();
  const failed = Promise.allSettled([read('a', 1), read('a', 2)]);
  await turn();
  const next = read('a', 3);
  questions[0]?.answer(new Error('gone'));
  expect((await failed).map((each) => each.status)).toEqual(['rejected', 'rejected']);
  await turn();
  questions[1]?.answer();
  expect(await next).toBe('a 3');
});
