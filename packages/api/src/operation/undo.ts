import {
  type ChangeLink,
  DomainError,
  inversePatch,
  isAsLeft,
  isSameMatter,
  may,
  stateWhenCoding,
  type UndoableNoun,
  type Undoing,
  undoingOf,
} from '@koersvast/core';
import {
  type Change,
  type ChangeAction,
  type Command,
  constraintRefusal,
  type Database,
  keepSeen,
  outsideTransaction,
  type Rows,
  readChanges,
  sql,
  writeCodebookVersion,
} from '@koersvast/db';
import { checkDecidedOnce, holdFinal } from '../adjudication/final-layer.ts';
import { isCoded, removeReadingsUnder } from '../reading/under.ts';
import { revealOf } from '../round/reveal-order.ts';
import { checkCodebookOpenTo } from '../tag/open.ts';

/** The operation that is to be undone, as it was stored: it never changes. */
export interface UndoTarget {
  readonly opId: string;
  readonly ok: boolean;
  readonly documentId: string | null;
  readonly roundId: string | null;
  /** The operation that was given in the first place. */
  readonly kind: string;
  readonly base: string;
  readonly action: Extract<ChangeAction, 'undo' | 'redo'>;
}

/** One of this person's operations in this project; null when it is not theirs, or is not there. */
export async function findTarget(
  db: Database,
  who: { readonly personId: string; readonly projectId: string },
  opId: string,
): Promise<UndoTarget | null> {
  const chain = await outsideTransaction(db).rows<Omit<UndoTarget, 'action' | 'base'>>(
    sql`WITH RECURSIVE chain AS (
          SELECT operation.*, 0 AS depth FROM operation
          WHERE user_id = ${who.personId}::uuid AND op_id = ${opId}::uuid AND project_id = ${who.projectId}::uuid
          UNION ALL
          SELECT operation.*, chain.depth + 1 FROM chain
          JOIN operation ON operation.user_id = chain.user_id AND operation.op_id = chain.undoes)
        SELECT op_id AS "opId", coalesce(result ->> 'ok', 'false') = 'true' AS ok, document_id AS "documentId",
          round_id AS "roundId", kind
        FROM chain ORDER BY depth`,
  );
  const target = chain[0];
  const base = chain.at(-1);
  if (!target || !base) return null;
  return {
    ...target,
    kind: base.kind,
    base: base.opId,
    // An undo undoes an operation, a redo an undo, and so on in turn.
    action: chain.length % 2 === 1 ? 'undo' : 'redo',
  };
}

/**
 * Writes the inverse of what an operation did to the nouns that undo reaches. Throws `not_found` for an operation that is not
 * one's own, `nothing_to_undo` when it was refused, undone or revealed since or cannot be undone, and
 * `undo_changed_since`, with who changed what.
 */
export async function undo(command: Command, target: UndoTarget | null): Promise<null> {
  if (!target) throw new DomainError('not_found');
  const undoing = undoingOf(target.kind);
  if (!undoing || !target.ok || (await isRevealedSince(command, target))) {
    throw new DomainError('nothing_to_undo');
  }
  if (!may(command.role, undoing.ability)) throw new DomainError('not_allowed');
  const changes = await changesOf(command, target.opId, undoing);
  if (changes.length === 0) throw new DomainError('nothing_to_undo');
  if (isCoding(target.kind)) await checkStillCoding(command, target);
  const final = await holdOpenFinal(command, target);
  const withTags = changes.some((change) => change.noun === 'tag');
  // In the order in which every command on the codebook takes them: first the project, then its tags.
  if (withTags) await command.lock('project', { id: command.projectId });
  if (withTags) await checkCodebookOpenTo(command);
  const seen = new Set(await keepSeen(command.tx, command, changes));
  for (const change of changes.reverse()) {
    if (seen.has(change)) await takeBack(command, target, change);
    else await takeBackUnseen(command, target, change);
  }
  if (isCoding(target.kind) || target.kind === 'review.respond') await settleReadings(command, changes);
  if (target.kind === 'review.respond') await keepStanding(command, changes);
  if (withTags) await writeCodebookVersion(command);
  if (final) await checkDecidedOnce(command, final);
  return null;
}

/**
 * A command on the codebook reaches annotations of several rounds: one reveal is enough. What came after what is
 * asked of the order of changes, since the clocks of two servers differ.
 */
async function isRevealedSince({ tx, personId, projectId }: Command, target: UndoTarget): Promise<boolean> {
  const row = await tx.row(
    sql`SELECT 1 FROM round WHERE project_id = ${projectId}::uuid
          AND ${revealOf(sql`round.id`, projectId)} > (SELECT min(rev) FROM change
            WHERE user_id = ${personId}::uuid AND op_id = ${target.base}::uuid)
          AND (id = ${target.roundId}::uuid OR id IN (
          SELECT layer.round_id FROM change JOIN layer ON layer.id = change.layer_id
          WHERE change.user_id = ${personId}::uuid AND change.op_id = ${target.opId}::uuid))`,
  );
  return row !== undefined;
}

/** The final layer, where that is what is undone; held before its decisions. Throws `final_finished`. */
async function holdOpenFinal(command: Command, { kind, documentId, roundId }: UndoTarget) {
  if (!kind.startsWith('adjudication.') || documentId === null || roundId === null) return null;
  const layer = await holdFinal(command, { documentId, roundId });
  if (layer && layer.finishedAt !== null) throw new DomainError('final_finished');
  return layer;
}

type UndoableChange = Extract<Change, { noun: UndoableNoun }>;

async function changesOf(
  { tx, personId }: Command,
  opId: string,
  { nouns }: Undoing,
): Promise<UndoableChange[]> {
  const changes = await readChanges(
    tx,
    sql`WHERE user_id = ${personId}::uuid AND op_id = ${opId}::uuid AND noun = ANY(${[...nouns]}::text[]) ORDER BY rev`,
  );
  return changes as UndoableChange[];
}

/** Whether an operation worked in a coder's own layer. */
function isCoding(kind: string): boolean {
  return kind.startsWith('annotation.') || kind.startsWith('reading.');
}

/** The same conditions as for coding: the document is there, and one has not declared it done. */
async function checkStillCoding(command: Command, { documentId, roundId }: UndoTarget): Promise<void> {
  const { tx, projectId, memberId } = command;
  const document = await tx.row<{ removed: boolean }>(
    sql`SELECT removed_at IS NOT NULL AS removed FROM document
        WHERE id = ${documentId}::uuid AND project_id = ${projectId}::uuid`,
  );
  if (document?.removed) throw new DomainError('document_removed');
  const assignment = await tx.row<Pick<Rows['assignment'], 'state'> & { round: Rows['round'] }>(
    sql`SELECT assignment.state, jsonb_build_object('blind', round.blind, 'state', round.state) AS round
        FROM assignment JOIN round ON round.id = assignment.round_id
        WHERE document_id = ${documentId}::uuid AND round_id = ${roundId}::uuid AND member_id = ${memberId}::uuid
        FOR SHARE OF assignment`,
  );
  if (assignment) stateWhenCoding(assignment.state, assignment.round);
}

/**
 * The same where the giver must not look: what somebody else has changed there since is left as it is, without
 * a word, because a refusal would tell that they had.
 */
async function takeBackUnseen(command: Command, target: UndoTarget, change: UndoableChange): Promise<void> {
  const { tx } = command;
  await tx.run(sql`SAVEPOINT unseen`);
  try {
    await takeBack(command, target, change);
    await tx.run(sql`RELEASE SAVEPOINT unseen`);
  } catch (error) {
    const refusal = error instanceof DomainError ? error.refusal : constraintRefusal(error);
    if (!refusal || refusal.code === 'busy' || refusal.code === 'nothing_to_undo') throw error;
    await tx.run(sql`ROLLBACK TO SAVEPOINT unseen; RELEASE SAVEPOINT unseen`);
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
  await command.edit(
    'review',
    review,
    { restoredVersion: version },
    { stream: answered.stream, action: 'undo' },
  );
}

async function takeBack(command: Command, target: UndoTarget, change: UndoableChange): Promise<void> {
  const { noun } = change;
  const row = (change.after ?? change.before) as Rows[UndoableNoun];
  const current = await command.lock(noun, row);
  if (await isUndone(command, target)) throw new DomainError('nothing_to_undo');
  await checkAsLeft(command, target, noun, row);
  const patch = inversePatch(noun, change, command.at.toISOString(), target.kind);
  if (!patch) throw new DomainError('nothing_to_undo');
  const dated = noun === 'annotation' ? { updatedAt: command.at.toISOString() } : {};
  await command.edit(noun, current, { ...patch, ...dated }, { stream: change.stream, action: target.action });
}

async function isUndone({ tx, personId }: Command, target: UndoTarget): Promise<boolean> {
  const row = await tx.row(
    sql`SELECT 1 FROM operation
        WHERE user_id = ${personId}::uuid AND undoes = ${target.opId}::uuid AND result ->> 'ok' = 'true'`,
  );
  return row !== undefined;
}

interface ToldChange extends Pick<Change, 'action'> {
  readonly kind: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

async function checkAsLeft(
  { tx, projectId, memberId }: Command,
  target: UndoTarget,
  noun: UndoableNoun,
  row: Rows[UndoableNoun],
): Promise<void> {
  const layerId = 'layerId' in row ? row.layerId : null;
  const told = await tx.rows<ChangeLink & ToldChange>(
    sql`SELECT change.member_id AS "memberId", change.op_id AS "opId", change.action, operation.undoes, operation.kind,
          change.before, change.after
        FROM change JOIN operation USING (user_id, op_id)
        WHERE change.project_id = ${projectId}::uuid AND change.noun = ${noun} AND change.entity_id = ${row.id}::uuid
          AND change.layer_id IS NOT DISTINCT FROM ${layerId}::uuid
        ORDER BY change.rev`,
  );
  // What came along with another command is not taken back, and does not stand in the way.
  const links = told.filter((change) => {
    const { action, kind } = change;
    if (noun === 'assignment' && !isSameMatter(target.kind, change)) return false;
    return action === 'undo' || action === 'redo' || undoingOf(kind)?.nouns.includes(noun) === true;
  });
  const verdict = isAsLeft(links, { memberId, opId: target.opId });
  if (verdict.ok) return;
  // Stored with the operation, and so without a name.
  throw new DomainError('undo_changed_since', { memberId: verdict.memberId, noun });
}

/** Adds to a refused undo the name of who has changed the thing since, for whoever is told; it is not stored. */
export async function nameChanger(db: Database, error: unknown): Promise<never> {
  if (!(error instanceof DomainError) || error.code !== 'undo_changed_since') throw error;
  const changer = await outsideTransaction(db).row<{ name: string }>(
    sql`SELECT "user".name FROM member JOIN "user" ON "user".id = member.user_id
        WHERE member.id = ${error.details.memberId}::uuid`,
  );
  throw new DomainError(error.code, { ...error.details, who: changer?.name ?? '' });
}
