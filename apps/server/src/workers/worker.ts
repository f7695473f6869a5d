import { doTask } from '@koersvast/api/tasks';
import { answerWith } from './answering.ts';

/** One process of the pool. */
answerWith(({ name, input }) => doTask(name, input));
