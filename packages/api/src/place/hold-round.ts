import { DomainError } from '@koersvast/core/error';
import { type Command, loadAccess, type Rows } from '@koersvast/db';

/** Holds a round that is there. Throws `not_found`, `round_removed`, and `version_conflict`. */
export async function holdRound(command: Command, id: string, version?: number): Promise<Rows['round']> {
  const round = await command.lock('round', { id }, version);
  if (round.removedAt !== null) throw new DomainError('round_removed');
  return round;
}

/** The letters that the giver of a command codes blind: nobody else's work in them is theirs to know. */
export async function blindLetters({ tx, projectId, personId }: Command): Promise<readonly string[]> {
  return (await loadAccess(tx, { projectId, personId }))?.scope.blindDocuments ?? [];
}
