import { doTask, type TaskName, type Tasks } from './tasks.ts';

type Outcomes = { readonly [Name in TaskName]: Awaited<ReturnType<Tasks[Name]>> };
export type Done<Name extends TaskName> = Outcomes[Name];

/** Where work is done that grows with what somebody sent. */
export interface Work {
  /**
   * Does it for a person, as soon as it is their turn.
   * @throws DomainError what the task refuses; where it exceeds what one may take `reading_too_long`,
   *   `reading_too_large` or `reading_failed`, and of what reads no file `reckoning_too_long`, `reckoning_too_large` or
   *   `unexpected`; `busy` where too much of theirs waits already.
   */
  run<Name extends TaskName>(
    personId: string,
    name: Name,
    ...input: Parameters<Tasks[Name]>
  ): Promise<Done<Name>>;
}

/** In this thread, for whoever serves nobody else meanwhile. */
export const workHere: Work = {
  run: async <Name extends TaskName>(_personId: string, name: Name, ...input: Parameters<Tasks[Name]>) =>
    (await doTask(name, input)) as Done<Name>,
};
