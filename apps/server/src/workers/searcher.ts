import { searchTasks } from '@koersvast/api/search-tasks';
import { answerWith } from './answering.ts';

/** The process that searches. It loads nothing else, so that it is there at once, and keeps the texts that it was given. */
answerWith(({ name, input }) => {
  const task: unknown = Object.hasOwn(searchTasks, name)
    ? searchTasks[name as keyof typeof searchTasks]
    : null;
  if (typeof task !== 'function') throw new Error(`this process does not do ${name}`);
  return Reflect.apply(task, undefined, input);
});
