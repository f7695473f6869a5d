import type { AssignInput } from '@koersvast/contracts';
import {
  checkMayBeAssigned,
  checkTakesWork,
  DomainError,
  isBlindNow,
  isInRound,
  workStream,
} from '@koersvast/core';
import { type Command, noteSight, type Rows, readRows, sql } from '@koersvast/db';
import { holdRound } from '../round/life.ts';
import { holdInvitations, type Invited, writeReservations } from './reserve.ts';

type Cells = AssignInput['cells'];
type Cell = Cells[number];

const keyOf = ({ documentId, memberId }: Pick<Cell, 'documentId' | 'memberId'>) =>
  `${documentId} ${memberId}`;

/** Gives documents to coders in a round that is planned or runs, and takes them away. */
export async function assign(command: Command, input: AssignInput, newId: () => string): Promise<null> {
  const invited = await holdInvitations(
    command,
    input.cells.map(({ memberId }) => memberId),
  );
  // Held, so that two owners do not fill in the same matrix at once, nor one while another reveals.
  const round = await holdRound(command, input.roundId);
  checkTakesWork(round);
  await writeCells(command, round, input.cells, invited, newId);
  return null;
}

/** The same for all cells, those of people who are invited among them. `invited` are held. */
export async function writeCells(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
  newId: () => string,
): Promise<void> {
  if (new Set(cells.map(keyOf)).size < cells.length) throw new DomainError('assignment_not_valid');
  // Whoever has joined by their invitation goes by its id.
  const waiting = new Set(invited.filter((each) => !each.used).map(({ id }) => id));
  const isKept = ({ memberId }: Cell) => waiting.has(memberId);
  await writeReservations(command, round, cells.filter(isKept), invited, newId);
  await writeAssignments(
    command,
    round,
    cells.filter((cell) => !isKept(cell)),
    newId,
  );
}

/**
 * Brings cells of the matrix to what is wanted of them; those that are so already stay untouched. Throws
 * `not_found` for a document or member of another project, `document_not_in_round`, `document_removed`, and
 * `assignment_not_valid` for whoever may not code, or for a cell that is named twice.
 */
export async function writeAssignments(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  newId: () => string,
): Promise<void> {
  if (cells.length === 0) return;
  if (new Set(cells.map(keyOf)).size < cells.length) throw new DomainError('assignment_not_valid');
  await checkCells(command, round, cells);
  const present = await readRows(
    command.tx,
    'assignment',
    sql`WHERE round_id = ${round.id}::uuid AND project_id = ${command.projectId}::uuid
          AND document_id = ANY(${[...new Set(cells.map((cell) => cell.documentId))]}::uuid[])
        ORDER BY id FOR NO KEY UPDATE`,
  );
  // Before any of them loses sight of what they could see.
  const coders = new Set(cells.filter(({ assigned }) => assigned).map(({ memberId }) => memberId));
  if (isBlindNow(round)) await noteSight(command.tx, command.projectId, [...coders]);
  const known = new Map(present.map((row) => [keyOf(row), row]));
  for (const cell of cells) await writeCell(command, round, cell, known.get(keyOf(cell)), newId);
}

async function writeCell(
  command: Command,
  round: Rows['round'],
  { documentId, memberId, assigned }: Cell,
  current: Rows['assignment'] | undefined,
  newId: () => string,
): Promise<void> {
  const stream = workStream(round.id, documentId, memberId);
  if (current === undefined) {
    if (!assigned) return;
    const place = { roundId: round.id, documentId, memberId };
    const row = {
      id: newId(),
      ...place,
      state: 'todo',
      version: 1,
      doneAt: null,
      removedAt: null,
    } as const;
    await command.create<'assignment'>('assignment', row, { createdAt: command.at }, { stream });
    return;
  }
  if (assigned === (current.removedAt === null)) return;
  const removedAt = assigned ? null : command.at.toISOString();
  const action = assigned ? 'restore' : 'remove';
  await command.edit('assignment', current, { removedAt }, { stream, action });
}

/** Throws what `writeAssignments` throws of cells that members can have. */
export async function checkCells(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
): Promise<void> {
  const { tx, projectId } = command;
  const documents = new Map(
    (
      await tx.rows<{ id: string; removed: boolean }>(
        sql`SELECT id, removed_at IS NOT NULL AS removed FROM document
            WHERE project_id = ${projectId}::uuid AND id = ANY(${cells.map((cell) => cell.documentId)}::uuid[])`,
      )
    ).map((document) => [document.id, document]),
  );
  const members = new Map(
    (
      await readRows(
        tx,
        'member',
        sql`WHERE project_id = ${projectId}::uuid AND id = ANY(${cells.map((cell) => cell.memberId)}::uuid[])`,
      )
    ).map((member) => [member.id, member]),
  );
  for (const { documentId, memberId, assigned } of cells) {
    const document = documents.get(documentId);
    const member = members.get(memberId);
    if (!document || !member) throw new DomainError('not_found');
    if (!isInRound(round, documentId)) throw new DomainError('document_not_in_round');
    // What is gone can still be taken away.
    if (!assigned) continue;
    if (document.removed) throw new DomainError('document_removed');
    checkMayBeAssigned(member);
  }
}
