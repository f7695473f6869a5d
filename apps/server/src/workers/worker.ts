import { parentPort } from 'node:worker_threads';
import { doTask } from '@koersvast/api/tasks';
import { DomainError } from '@koersvast/core';
import type { Answer, Question } from './message.ts';

/** One thread of the pool: does one task after the other, and knows nothing of the rest of the program. */
parentPort?.on('message', ({ name, input }: Question) => {
  parentPort?.postMessage(answerTo(() => doTask(name, input)));
});

function answerTo(work: () => unknown): Answer {
  try {
    return { kind: 'done', value: work() };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', refusal: error.refusal };
    return {
      kind: 'broken',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
