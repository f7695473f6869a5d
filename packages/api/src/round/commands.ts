import type { CreateRoundInput, EditRoundInput } from '@koersvast/contracts';
import { auditStream, checkCanReveal, DomainError } from '@koersvast/core';
import { type Command, sql } from '@koersvast/db';
import { writeAssignments } from '../assignment/assign.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { drawPlan, readRoundDocuments } from './plan.ts';

/** Opens a round over chosen documents with its assignments, chosen by hand or drawn by its plan. */
export async function createRound(
  command: Command,
  input: CreateRoundInput,
  newId: () => string,
): Promise<null> {
  const { tx, projectId, at } = command;
  // Held, so that two rounds do not get the same number.
  await command.lock('project', { id: projectId });
  const documents = await readRoundDocuments(tx, projectId, input.documentIds);
  const last = await tx.row<{ number: number }>(
    sql`SELECT coalesce(max(number), 0) AS number FROM round WHERE project_id = ${projectId}::uuid`,
  );
  const { id, name, blind, assignments } = input;
  const plan = assignments.kind === 'plan' ? assignments.plan : null;
  const round = await command.create(
    'round',
    {
      id,
      number: (last?.number ?? 0) + 1,
      name,
      blind,
      state: 'running',
      documentIds: [...new Set(input.documentIds)],
      plan,
      version: 1,
      revealedAt: null,
    },
    { createdAt: at },
  );
  const chosen =
    assignments.kind === 'plan'
      ? (await drawPlan(tx, projectId, documents, assignments.plan)).assignments
      : assignments.chosen;
  const cells = chosen.map((cell) => ({ ...cell, assigned: true }));
  await writeAssignments(command, round, cells, newId);
  return null;
}

/** Renames a round, or adds documents to one that runs. Throws `round_revealed`. */
export async function editRound(command: Command, input: EditRoundInput): Promise<null> {
  const { change } = input;
  const round = await command.lock('round', { id: input.roundId }, versionAsked(input));
  if ('name' in change) {
    const { name } = mergeChange('round', round, { ...input, change });
    if (name !== round.name) await command.edit('round', round, { name });
    return null;
  }
  if (round.state === 'revealed') throw new DomainError('round_revealed');
  await readRoundDocuments(command.tx, command.projectId, change.addedDocumentIds);
  const added = change.addedDocumentIds.filter((id) => !round.documentIds.includes(id));
  // A round over all documents is over these already.
  if (round.documentIds.length === 0 || added.length === 0) return null;
  const documentIds = [...round.documentIds, ...new Set(added)];
  await command.edit('round', round, { documentIds });
  return null;
}

/**
 * Notes that an owner lifts their own blindness: from now on they see all, and what they code is not
 * independent. Throws `round_nothing_to_reveal`, `round_revealed` and `already_lifted`.
 */
export async function liftBlindness(command: Command, roundId: string, newId: () => string): Promise<null> {
  const round = await command.lock('round', { id: roundId });
  checkCanReveal(round);
  const { memberId, at } = command;
  await command.create(
    'unblinding',
    { id: newId(), roundId, memberId, createdAt: at.toISOString() },
    {},
    { stream: auditStream },
  );
  return null;
}
