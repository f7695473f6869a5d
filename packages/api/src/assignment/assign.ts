import type { AssignInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { checkMayBeAssigned, checkTakesWork, isBlindNow, isInRound } from '@koersvast/core/round';
import { workStream } from '@koersvast/core/scope';
import { type Command, noteSight, type Rows } from '@koersvast/db';
import { blindLetters, holdRound } from '../place/hold-round.ts';
import { holdCells, type Named, readNamed } from './held-cells.ts';
import { holdInvitations, type Invited, writeReservations } from './reserve.ts';
import { updateAssignment } from './row.ts';

type Cells = AssignInput['cells'];
type Cell = Cells[number];

const keyOf = ({ documentId, memberId }: Pick<Cell, 'documentId' | 'memberId'>) =>
  `${documentId} ${memberId}`;

/**
 * Gives documents to coders in a round that is planned or runs, and takes them away. Throws `letter_coded_blind` for
 * others' places in a letter that the giver codes blind, where people begin by themselves: what was left to give, or
 * to take back, would tell whether they have.
 */
export async function assign(command: Command, input: AssignInput): Promise<null> {
  const invited = await holdInvitations(
    command,
    input.cells.map(({ memberId }) => memberId),
  );
  // Held, so that two owners do not fill in the same matrix at once, nor one while another reveals.
  const round = await holdRound(command, input.roundId);
  checkTakesWork(round);
  const others = input.cells.filter(({ memberId }) => memberId !== command.memberId);
  if (!isBlindNow(round) && others.length > 0) {
    const hidden = new Set(await blindLetters(command));
    if (others.some(({ documentId }) => hidden.has(documentId))) throw new DomainError('letter_coded_blind');
  }
  await writeCells(command, round, input.cells, invited);
  return null;
}

/** The same for all cells, those of people who are invited among them. `invited` are held. */
export async function writeCells(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
  invited: readonly Invited[],
): Promise<void> {
  if (new Set(cells.map(keyOf)).size < cells.length) throw new DomainError('assignment_not_valid');
  // Whoever has joined by their invitation goes by its id.
  const waiting = new Set(invited.filter((each) => !each.used).map(({ id }) => id));
  const isKept = ({ memberId }: Cell) => waiting.has(memberId);
  await writeReservations(command, round, cells.filter(isKept), invited);
  await writeAssignments(
    command,
    round,
    cells.filter((cell) => !isKept(cell)),
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
): Promise<void> {
  if (cells.length === 0) return;
  if (new Set(cells.map(keyOf)).size < cells.length) throw new DomainError('assignment_not_valid');
  const { present, ...named } = await holdCells(command, round.id, cells);
  checkNamed(round, cells, named);
  // Before any of them loses sight of what they could see.
  const coders = new Set(cells.filter(({ assigned }) => assigned).map(({ memberId }) => memberId));
  if (isBlindNow(round)) await noteSight(command.tx, command.projectId, [...coders]);
  const known = new Map(present.map((row) => [keyOf(row), row]));
  const made: Rows['assignment'][] = [];
  for (const cell of cells) {
    const current = known.get(keyOf(cell));
    if (current !== undefined) await editCell(command, round, cell, current);
    else if (cell.assigned) made.push(newAssignment(round, cell, command.newId()));
  }
  await command.createAll('assignment', made, { createdAt: command.at }, (row) => ({
    stream: workStream(round.id, row.documentId, row.memberId),
  }));
}

function newAssignment(
  { id: roundId }: Rows['round'],
  { documentId, memberId }: Cell,
  id: string,
): Rows['assignment'] {
  const place = { roundId, documentId, memberId };
  return { id, ...place, state: 'todo', version: 1, doneAt: null, removedAt: null };
}

async function editCell(
  command: Command,
  round: Rows['round'],
  { documentId, memberId, assigned }: Cell,
  current: Rows['assignment'],
): Promise<void> {
  if (assigned === (current.removedAt === null)) return;
  const stream = workStream(round.id, documentId, memberId);
  const removedAt = assigned ? null : command.at.toISOString();
  const action = assigned ? 'restore' : 'remove';
  await updateAssignment(command, current, { removedAt }, { stream, action });
}

/** Throws what `writeAssignments` throws of cells that members can have. */
export async function checkCells(
  command: Command,
  round: Rows['round'],
  cells: readonly Cell[],
): Promise<void> {
  checkNamed(round, cells, await readNamed(command, cells));
}

function checkNamed(round: Rows['round'], cells: readonly Cell[], { documents, members }: Named): void {
  for (const { documentId, memberId, assigned } of cells) {
    const document = documents.get(documentId);
    const member = members.get(memberId);
    if (!document || !member) throw new DomainError('not_found');
    if (!isInRound(round, documentId)) throw new DomainError('document_not_in_round');
    // What is gone can still be taken away.
    if (!assigned) continue;
    if (document.removed) throw new DomainError('document_removed');
    if (document.replacedById !== null)
      throw new DomainError('document_replaced', { id: document.replacedById });
    checkMayBeAssigned(member);
  }
}
