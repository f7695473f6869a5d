import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { inLayers, type UndoableNoun } from '@koersvast/core/noun';
import { type Undoing, undoingOf } from '@koersvast/core/operation';
import {
  type Command,
  constraintRefusal,
  type Database,
  keepSeen,
  openSavepoint,
  outsideTransaction,
  readOperationChanges,
} from '@koersvast/db';
import { checkLetterOpen } from '../review/open-work.ts';
import { takeBackAlike } from '../undo/alike.ts';
import type { Begun, Undone } from '../undo/hooks.ts';
import { inverseOf, type UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { undoOfCommands, undoOfRows } from './undo-hooks.ts';
import { holdUnrevealed } from './unrevealed.ts';

/**
 * Writes the inverse of what an operation did to the nouns that undo reaches, on the conditions of the commands that
 * would do the same, which each noun brings. Throws `not_found` for an operation that is not one's own,
 * `nothing_to_undo` when it was refused, undone or revealed since or cannot be undone, and `undo_changed_since`, with who
 * changed what.
 */
export async function undo(command: Command, target: UndoTarget | null): Promise<null> {
  if (!target) throw new DomainError('not_found');
  const undoing = undoingOf(target.kind);
  if (!undoing || !target.ok) throw new DomainError('nothing_to_undo');
  const given = undoOfCommands(target.kind);
  await given.hold?.(command, target);
  await holdUnrevealed(command, target);
  if (!may(command.role, undoing.ability)) throw new DomainError('not_allowed');
  const changes = await changesOf(command, target.opId, undoing);
  const undone: Undone = { command, target, changes };
  const besides = (await given.beside?.(undone)) ?? false;
  if (await given.instead?.(undone)) return null;
  if (changes.length === 0 && !besides) throw new DomainError('nothing_to_undo');
  // What one said or decided of others' work waits while one codes the letter blind.
  if (target.documentId !== null && !given.ofOwnWork) await checkLetterOpen(command, target.documentId);
  const begun = (await given.before?.(undone)) ?? {};
  const alone = await takeBackAll(undone, undoing, begun);
  await given.after?.(undone, alone);
  return null;
}

const inLayerNouns: ReadonlySet<string> = new Set(inLayers);

/** Takes all changes back, the last first; returns those that were taken back one by one. */
async function takeBackAll(
  { command, target, changes }: Undone,
  { nouns, alike }: Undoing,
  { left = { seen: [], unseen: [] }, sight, sightAt }: Begun,
): Promise<UndoableChange[]> {
  const seen = new Set([...(await keepSeen(command.tx, command, changes)), ...left.seen]);
  const backwards = [...changes].reverse();
  for (const noun of nouns) await takeBackTogether(command, target, noun, backwards);
  const others = backwards.filter(({ noun }) => !undoOfRows[noun].together);
  const together = alike ? others.filter((change) => seen.has(change)) : [];
  await takeBackAlike(command, target, together, undoOfRows, sightAt);
  const isAlike = (change: UndoableChange) => seen.has(change) && inLayerNouns.has(change.noun);
  const rest = alike ? others.filter((change) => !isAlike(change)) : others;
  const alone = [...rest, ...left.seen, ...left.unseen];
  for (const change of alone) {
    if (seen.has(change)) await takeBack(command, target, change, sight ?? sightAt?.(change));
    else await takeBackUnseen(command, target, change);
  }
  return alone;
}

async function takeBackTogether<N extends UndoableNoun>(
  command: Command,
  target: UndoTarget,
  noun: N,
  changes: readonly UndoableChange[],
): Promise<void> {
  const { together } = undoOfRows[noun];
  const ofNoun = changes.filter(
    (change): change is Extract<UndoableChange, { noun: N }> => change.noun === noun,
  );
  if (together && ofNoun.length > 0) await together(command, target, ofNoun);
}

async function takeBack<N extends UndoableNoun>(
  command: Command,
  target: UndoTarget,
  change: Extract<UndoableChange, { noun: N }>,
  sight?: Begun['sight'],
): Promise<void> {
  const rows = undoOfRows[change.noun as N];
  const inverse = await inverseOf<N>(command, target, change);
  const [settled = inverse.patch] = (await rows.settle?.(command, [inverse])) ?? [];
  const told = { stream: change.stream, action: target.action };
  const beside = rows.tellsSight && sight ? { beside: sight } : {};
  await rows.write(command, inverse.current, settled, { ...told, ...beside });
}

async function changesOf(
  { tx, projectId, personId }: Command,
  opId: string,
  { nouns }: Undoing,
): Promise<UndoableChange[]> {
  const changes = await readOperationChanges(tx, { projectId, personId, opId }, nouns);
  return changes as UndoableChange[];
}

/**
 * The same where the giver must not look: what somebody else has changed there since is left as it is, without
 * a word, because a refusal would tell that they had.
 */
async function takeBackUnseen(command: Command, target: UndoTarget, change: UndoableChange): Promise<void> {
  const { tx } = command;
  const savepoint = await openSavepoint(tx, 'unseen');
  try {
    await takeBack(command, target, change);
    await savepoint.release();
  } catch (error) {
    const refusal = error instanceof DomainError ? error.refusal : constraintRefusal(error);
    if (!refusal || refusal.code === 'busy' || refusal.code === 'nothing_to_undo') throw error;
    await savepoint.takeBack();
  }
}

/** Adds to a refused undo the name of who has changed the thing since, for whoever is told; it is not stored. */
export async function nameChanger(db: Database, projectId: string, error: unknown): Promise<never> {
  if (!(error instanceof DomainError) || error.code !== 'undo_changed_since') throw error;
  const changer = await outsideTransaction(db).member.findFirst({
    where: { projectId, id: String(error.details.memberId) },
    select: { user: { select: { name: true } } },
  });
  throw new DomainError(error.code, { ...error.details, who: changer?.user.name ?? '' });
}
