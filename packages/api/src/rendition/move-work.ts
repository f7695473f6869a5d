import { workStream } from '@koersvast/core/scope';
import { type Command, type Rows, toWireRows, wireFields } from '@koersvast/db';
import { freeCells, keepCells } from '../assignment/write-reservations.ts';

/** Work that was given in a letter goes on in another reading of it, as far as each was. */
export async function moveAssignments(command: Command, fromId: string, toId: string): Promise<void> {
  const { tx, projectId, at } = command;
  const rows = toWireRows(
    'assignment',
    await tx.assignment.findMany({
      where: { projectId, documentId: fromId, removedAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: wireFields.assignment,
    }),
  );
  const stream = ({ roundId, documentId, memberId }: Rows['assignment']) => ({
    stream: workStream(roundId, documentId, memberId),
  });
  await command.editAll(
    'assignment',
    rows.map((current) => ({ current, patch: { removedAt: at.toISOString() } })),
    (row) => ({ ...stream(row), action: 'remove' }),
  );
  const made = rows.map((row) => ({ ...row, id: command.newId(), documentId: toId, version: 1 }));
  await command.createAll('assignment', made, { createdAt: at }, stream);
}

/** The same of what is kept for people who are invited. */
export async function moveReservations(command: Command, fromId: string, toId: string): Promise<void> {
  const { tx, projectId } = command;
  const rows = await tx.reservation.findMany({
    where: { projectId, documentId: fromId, removedAt: null },
    orderBy: { id: 'asc' },
    select: { roundId: true, invitationId: true },
  });
  for (const [roundId, kept] of Map.groupBy(rows, (row) => row.roundId)) {
    const cells = (documentId: string, assigned: boolean) =>
      kept.map(({ invitationId }) => ({ documentId, memberId: invitationId, assigned }));
    await freeCells(command, roundId, cells(fromId, false));
    await keepCells(command, roundId, cells(toId, true));
  }
}
