import { DomainError } from '@koersvast/core/error';
import { isBlindNow, stateOnTheWay } from '@koersvast/core/round';
import {
  type Command,
  completeTold,
  holdRows,
  jsonFields,
  loadAccess,
  type Rows,
  type Tx,
} from '@koersvast/db';
import { holdRound } from '../place/hold-round.ts';
import { readRounds } from '../place/rounds.ts';
import { updateRound } from './row.ts';

/**
 * Holds all work that was given in a round, so that nobody codes on while the round is closed or deleted: whoever
 * codes holds their own. Who begins where nothing was given holds the round itself.
 */
export function holdWork(
  { tx, projectId }: Command,
  round: { readonly id: string },
): Promise<Rows['assignment'][]> {
  return holdRows(tx, 'assignment', { projectId, roundId: round.id });
}

/** Starts a round, closes it, or opens it again. Throws `round_planned` for closing what has not begun. */
export async function setRoundState(
  command: Command,
  {
    roundId,
    version,
    state,
  }: { readonly roundId: string; readonly version: number; readonly state: 'running' | 'closed' },
): Promise<null> {
  const round = await holdRound(command, roundId, version);
  const next = stateOnTheWay(round, state);
  if (next === round.state) return null;
  await holdWork(command, round);
  await updateRound(command, round, { state: next });
  return null;
}

/** Deletes a round in which nothing was done. Throws `round_not_empty` and `round_not_yours_to_empty`. */
export async function removeRound(
  command: Command,
  { roundId, version }: { readonly roundId: string; readonly version: number },
): Promise<null> {
  const round = await holdRound(command, roundId, version);
  await putAway(command, round);
  return null;
}

async function putAway(command: Command, round: Rows['round']): Promise<void> {
  await checkCanRemove(command, round);
  const removedAt = command.at.toISOString();
  await updateRound(command, round, { removedAt }, { action: 'remove' });
}

/**
 * Throws `round_not_empty` where something was done in a round, be it that it was deleted since. Who must not see
 * what others do there is refused in the same way whether they have begun or not: `round_not_yours_to_empty`. What
 * is only planned, and never ran, is empty for everybody to see.
 */
export async function checkCanRemove(command: Command, round: Rows['round']): Promise<void> {
  const given = await holdWork(command, round);
  if ((await mayHide(command, round, given)) && (await hasRun(command, round))) {
    throw new DomainError('round_not_yours_to_empty');
  }
  if (await isWorkedIn(command, round, given)) throw new DomainError('round_not_empty');
}

/** Whether others may have worked in a round where the giver of the command must not look. */
async function mayHide(
  command: Command,
  round: Rows['round'],
  given: readonly Rows['assignment'][],
): Promise<boolean> {
  const { tx, projectId, personId, memberId } = command;
  const access = await loadAccess(tx, { projectId, personId });
  const sight = access?.scope.rounds.find(({ roundId }) => roundId === round.id)?.layers;
  const hidden = access?.scope.blindDocuments ?? [];
  const over = round.documentIds;
  const hides = hidden.some((id) => over.length === 0 || over.includes(id));
  if (sight === 'all' && !hides) return false;
  // In an open round anybody codes; in a blind one nobody but those who were given something.
  if (!isBlindNow(round)) return true;
  return given.some((each) => each.memberId !== memberId);
}

/** Whether a round ever ran: that it is planned now may be an undo. */
async function hasRun({ tx, projectId }: Command, round: Rows['round']): Promise<boolean> {
  if (round.state !== 'planned') return true;
  const told = await tx.change.findMany({
    where: { projectId, noun: 'round', entityId: round.id },
    select: { after: true },
  });
  return told.some(
    ({ after }) => completeTold('round', jsonFields.nullable().parse(after))?.state !== 'planned',
  );
}

/** Whether anybody has done anything in a round: given work alone is not yet work. */
async function isWorkedIn(
  { tx, projectId }: Command,
  round: { readonly id: string },
  given: readonly Rows['assignment'][],
): Promise<boolean> {
  if (given.some(({ state }) => state !== 'todo')) return true;
  const layer = await tx.layer.findFirst({ where: { projectId, roundId: round.id }, select: { id: true } });
  return layer !== null;
}

/**
 * The open round that a project is made with, by what the round itself says: it has no name of its own, and it is the
 * only living one. Null where there is none such.
 */
export function untouchedFirst(rounds: readonly Rows['round'][]): Rows['round'] | null {
  const [first] = rounds;
  if (rounds.length !== 1 || !first || first.blind || first.name !== '' || first.version !== 1) return null;
  return first;
}

/** That round as long as nothing was given or done in it. */
async function findUntouchedFirst(tx: Tx, projectId: string): Promise<Rows['round'] | null> {
  const first = untouchedFirst(await readRounds(tx, projectId));
  if (first === null) return null;
  const here = { where: { projectId, roundId: first.id }, select: { id: true } } as const;
  const touched = (await tx.layer.findFirst(here)) ?? (await tx.assignment.findFirst(here));
  return touched ? null : first;
}

/** Puts that round away when a blind one is opened first; whoever begins in it at the same moment keeps it. */
export async function dropUntouchedFirst(command: Command): Promise<void> {
  const found = await findUntouchedFirst(command.tx, command.projectId);
  if (!found) return;
  const first = await command.lock('round', found);
  const still = await findUntouchedFirst(command.tx, command.projectId);
  if (still?.id !== first.id) return;
  const removedAt = command.at.toISOString();
  await updateRound(command, first, { removedAt }, { action: 'remove' });
}
