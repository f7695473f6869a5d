import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { type Undoing, undoingOf } from '@koersvast/core/operation';
import { checkTakesWork } from '@koersvast/core/round';
import {
  type Command,
  constraintRefusal,
  type Database,
  holdRows,
  keepSeen,
  noteSight,
  openSavepoint,
  outsideTransaction,
  type Rows,
  readOperationChanges,
  writeCodebookVersion,
} from '@koersvast/db';
import { checkDecidedOnce, holdFinal } from '../adjudication/final-layer.ts';
import { checkCells } from '../assignment/assign.ts';
import type { Desk } from '../assignment/own-assignment.ts';
import { holdReserved, takeBackReservations } from '../assignment/reserve.ts';
import { holdRound } from '../place/hold-round.ts';
import { isCoded, removeReadingsUnder } from '../reading/under.ts';
import { checkLetterOpen } from '../review/open-work.ts';
import { updateReview } from '../review/row.ts';
import { updateRound } from '../round/row.ts';
import { holdRecoding, lockCodebook } from '../tag/commands.ts';
import { merge } from '../tag/merge.ts';
import { checkCodebookOpenTo } from '../tag/open.ts';
import { checkNotUndone, inverseOf, type UndoableChange } from './inverse.ts';
import { isAlike, takeBackAlike } from './undo-alike.ts';
import { takeBackTags } from './undo-codebook.ts';
import { holdUnrevealed, isCoding, sitDownAgain } from './undo-place.ts';
import { settleRound } from './undo-round.ts';
import { checkTagsOfSets, type LeftOver, settleReadingsUnderSets, takeBackSets } from './undo-sets.ts';
import type { UndoTarget } from './undo-target.ts';
import { writeRow } from './write-row.ts';

/**
 * Writes the inverse of what an operation did to the nouns that undo reaches, on the conditions of the commands that
 * would do the same. Throws `not_found` for an operation that is not one's own, `nothing_to_undo` when it was refused,
 * undone or revealed since or cannot be undone, and `undo_changed_since`, with who changed what.
 */
export async function undo(command: Command, target: UndoTarget | null): Promise<null> {
  if (!target) throw new DomainError('not_found');
  const { kind } = target;
  const undoing = undoingOf(kind);
  if (!undoing || !target.ok) throw new DomainError('nothing_to_undo');
  // Whoever joins by an invitation holds it before the rounds in which work is kept for them.
  if (kind === 'assignment.assign') await holdReserved(command, target);
  await holdUnrevealed(command, target);
  if (!may(command.role, undoing.ability)) throw new DomainError('not_allowed');
  const changes = await changesOf(command, target.opId, undoing);
  const freed = kind === 'assignment.assign' && (await takeBackGiven(command, target, changes));
  if (kind === 'tag.merge' && target.action === 'redo') return mergeAgain(command, target, changes);
  if (changes.length === 0 && !freed) throw new DomainError('nothing_to_undo');
  // What one said or decided of others' work waits while one codes the letter blind.
  if (target.documentId !== null && !isCoding(kind) && kind !== 'assignment.setState') {
    await checkLetterOpen(command, target.documentId);
  }
  const adopts = kind === 'review.respond' && changes.some(({ noun }) => noun === 'annotation');
  const isOwn = isCoding(kind) || adopts || kind === 'assignment.setState';
  const desk = isOwn ? await sitDownAgain(command, target) : null;
  await noteSightBefore(command, changes);
  const final = await holdOpenFinal(command, target);
  if (adopts) await holdAnnotations(command, changes);
  const ofTags = changes.filter((change) => change.noun === 'tag').reverse();
  const others = changes.filter((change) => change.noun !== 'tag').reverse();
  const inCodebook = ofTags.length > 0;
  // What takes long comes first; then, in the order in which every command on the codebook takes them, the project and
  // its tags.
  const left = recodes(kind) ? await takeBackRecoding(command, target) : nothingLeft;
  if (inCodebook) await lockCodebook(command);
  const seen = new Set([...(await keepSeen(command.tx, command, changes)), ...left.seen]);
  if (inCodebook) await takeBackTags(command, target, ofTags);
  const together = isAlike(target) ? others.filter((change) => seen.has(change)) : [];
  await takeBackAlike(command, target, together);
  const rest = isAlike(target) ? others.filter((change) => !seen.has(change)) : others;
  const oneByOne = [...rest, ...left.seen, ...left.unseen];
  for (const change of oneByOne) {
    if (seen.has(change)) await takeBack(command, target, change, desk);
    else await takeBackUnseen(command, target, change);
  }
  if (inCodebook) await checkTagsOfSets(command, target);
  if (isCoding(kind) || adopts || inCodebook) await settleReadings(command, oneByOne);
  if (inCodebook) await settleReadingsUnderSets(command, target);
  if (adopts) await keepStanding(command, changes);
  if (inCodebook) await writeCodebookVersion(command);
  if (final) await checkDecidedOnce(command, final);
  return null;
}

/**
 * Asks of work that is taken back or given again what `assignment.assign` asks, and takes back what was kept for people
 * who are invited; whether anything was.
 */
async function takeBackGiven(
  command: Command,
  target: UndoTarget,
  changes: readonly UndoableChange[],
): Promise<boolean> {
  if (target.roundId === null) return false;
  const round = await holdRound(command, target.roundId);
  checkTakesWork(round);
  const given = changes.flatMap(({ noun, after }) => {
    if (noun !== 'assignment' || after === null) return [];
    const { documentId, memberId, removedAt } = after;
    // What was taken away comes back, and what was given goes.
    return { documentId, memberId, assigned: removedAt !== null };
  });
  await checkCells(command, round, given);
  return takeBackReservations(command, round, target);
}

/** Holds annotations before the verdicts on them, as whoever gives a verdict does. */
async function holdAnnotations(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  for (const { noun, before, after } of changes) {
    const row = noun === 'annotation' ? (after ?? before) : null;
    if (row) await command.lock('annotation', row);
  }
}

/** Whether a command gave many annotations another tag. */
function recodes(kind: string): boolean {
  return kind === 'tag.merge' || kind === 'tag.split';
}

async function takeBackRecoding(command: Command, target: UndoTarget): Promise<LeftOver> {
  await holdRecoding(command);
  await checkCodebookOpenTo(command);
  await checkNotUndone(command, target);
  return takeBackSets(command, target);
}

const nothingLeft: LeftOver = { seen: [], unseen: [] };

/** The final layer, where that is what is undone; held before its decisions. Throws `final_finished`. */
async function holdOpenFinal(command: Command, { kind, documentId, roundId }: UndoTarget) {
  if (!kind.startsWith('adjudication.') || documentId === null || roundId === null) return null;
  const layer = await holdFinal(command, { documentId, roundId });
  if (kind !== 'adjudication.setFinished' && layer && layer.finishedAt !== null)
    throw new DomainError('final_finished');
  return layer;
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

/** Coding and "nothing applies" exclude each other in a block, also after something came back. */
async function settleReadings(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  for (const change of changes) {
    if (change.noun !== 'annotation' && change.noun !== 'reading') continue;
    const { noun, stream } = change;
    const row = change.after ?? change.before;
    if (row === null) continue;
    const current = await command.lock(noun, row);
    if (current.deletedAt !== null) continue;
    if ('block' in current && (await isCoded(command, current))) throw new DomainError('block_not_readable');
    if ('start' in current) await removeReadingsUnder(command, { id: current.layerId }, current, stream);
  }
}

/** A verdict of which the adoption is undone speaks again of what stands there: it is not stale. */
async function keepStanding(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  const answered = changes.find((change) => change.noun === 'review');
  const adopted = changes.find((change) => change.noun === 'annotation');
  if (!answered?.after || !adopted?.after) return;
  const review = await command.lock('review', answered.after);
  if (review.response === 'adopted') return;
  const { version } = await command.lock('annotation', adopted.after);
  await updateReview(
    command,
    review,
    { restoredVersion: version },
    { stream: answered.stream, action: 'undo' },
  );
}

/** Before somebody loses sight of what they could see: work that comes back to them may be coded blind. */
async function noteSightBefore(command: Command, changes: readonly UndoableChange[]): Promise<void> {
  const { tx, projectId } = command;
  const rounds = changes.flatMap(({ noun, after }) => (noun === 'round' && after ? after.id : []));
  const given = changes.flatMap(({ noun, after, before }) => {
    return noun === 'assignment' ? ((after ?? before)?.memberId ?? []) : [];
  });
  if (rounds.length === 0 && given.length === 0) return;
  const inRounds = await tx.assignment.findMany({
    where: { projectId, roundId: { in: rounds } },
    distinct: ['memberId'],
    select: { memberId: true },
  });
  await noteSight(tx, projectId, [...given, ...inRounds.map(({ memberId }) => memberId)]);
}

async function takeBack(
  command: Command,
  target: UndoTarget,
  change: UndoableChange,
  desk: Desk | null = null,
): Promise<void> {
  if (change.noun === 'round') return takeBackRound(command, target, change);
  const { current, patch } = await inverseOf(command, target, change);
  if (change.noun === 'annotation')
    await checkTagIsThere(command, { ...current, ...patch } as Rows['annotation'], patch);
  const dated = change.noun === 'annotation' ? { updatedAt: command.at.toISOString() } : {};
  // What a coder changes again in their own work counts by what they can see now.
  const beside = change.noun === 'annotation' && desk ? { beside: desk.sight } : {};
  const told = { stream: change.stream, action: target.action, ...beside };
  await writeRow(command, change.noun, current, { ...patch, ...dated }, told);
}

/**
 * What comes back, or gets its former tag back, must have one that is there: a tag that was merged away in the meantime
 * is not. Throws `tag_archived`.
 */
async function checkTagIsThere(
  { tx, projectId }: Command,
  { tagId, deletedAt }: Rows['annotation'],
  patch: object,
): Promise<void> {
  if (deletedAt !== null || !('tagId' in patch || 'deletedAt' in patch)) return;
  const [tag] = await holdRows(tx, 'tag', { projectId, id: tagId }, 'there');
  if (tag && tag.mergedIntoId !== null) throw new DomainError('tag_archived');
}

/** A merge is done again as it would be done now: what was coded with the tag since goes along. */
async function mergeAgain(
  command: Command,
  target: UndoTarget,
  changes: readonly UndoableChange[],
): Promise<null> {
  // Of the tag that came back the undo says into which it had been merged.
  const goes = changes.find((change) => change.noun === 'tag' && change.before?.mergedIntoId != null);
  if (goes?.noun !== 'tag' || !goes.before?.mergedIntoId) throw new DomainError('nothing_to_undo');
  const check = async () => {
    for (const change of changes) if (change.noun === 'tag') await inverseOf(command, target, change);
  };
  // Asked first as well, without holding anything: others may change the codebook until it is held.
  const savepoint = await openSavepoint(command.tx, 'asked');
  await check();
  await savepoint.takeBack();
  await merge(command, { tagId: goes.before.id, intoId: goes.before.mergedIntoId, action: 'redo', check });
  return null;
}

async function takeBackRound(
  command: Command,
  target: UndoTarget,
  change: Extract<UndoableChange, { noun: 'round' }>,
): Promise<void> {
  const { current, patch } = await inverseOf(command, target, change);
  await updateRound(command, current, await settleRound(command, current, patch), { action: target.action });
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
