import { DomainError } from '@koersvast/core/error';
import type { Answer, Question } from './message.ts';

/** Makes this process one of a pool: it does one task after the other, and knows nothing of the rest of the program. */
export function answerWith(doTask: (question: Question) => unknown): void {
  process.on('message', async (question: Question) => {
    process.send?.(await answerTo(async () => doTask(question)));
  });
  // The server that it worked for is gone, however that ended.
  process.on('disconnect', () => process.exit());
}

async function answerTo(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', refusal: error.refusal };
    return {
      kind: 'broken',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
