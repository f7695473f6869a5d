import type { Assignment, Round } from '@koersvast/contracts';

/**
 * Whether somebody with these assignments of a letter may look for words in it: a round can keep that from its coders
 * until they are done, since what one chooses to look for breaks a sample. As the server leaves it out of *Find*.
 */
export function maySeek(
  rounds: readonly Pick<Round, 'id' | 'state' | 'searching' | 'removedAt'>[],
  assignments: readonly Pick<Assignment, 'roundId' | 'state' | 'removedAt'>[],
): boolean {
  const closed = new Set(
    rounds
      .filter(({ searching, removedAt }) => !searching && removedAt === null)
      .filter(({ state }) => state === 'planned' || state === 'running')
      .map(({ id }) => id),
  );
  return !assignments.some(
    ({ roundId, state, removedAt }) => removedAt === null && state !== 'done' && closed.has(roundId),
  );
}
