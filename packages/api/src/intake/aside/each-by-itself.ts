/* Work on the files of an intake that is done in a process of its own: pure, but for where bytes lie. */

import { DomainError, type Refusal } from '@koersvast/core/error';

/** What is wrong with one of several. */
export interface Refused {
  readonly refused: Refusal;
}

/** One that is refused costs the others nothing. */
export async function eachByItself<Each, Done>(
  all: readonly Each[],
  work: (each: Each) => Promise<Done>,
): Promise<(Done | Refused)[]> {
  const done: (Done | Refused)[] = [];
  for (const each of all) {
    try {
      done.push(await work(each));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      done.push({ refused: error.refusal });
    }
  }
  return done;
}
