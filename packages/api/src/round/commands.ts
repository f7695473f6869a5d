import type { CreateRoundInput, EditRoundInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type RoundFact, untold } from '@koersvast/core/fact';
import { checkCanReveal, checkTakesWork, ownRoundName } from '@koersvast/core/round';
import { auditStream } from '@koersvast/core/scope';
import { type Command, type Rows, wireFields } from '@koersvast/db';
import { writeCells } from '../assignment/assign.ts';
import { holdInvitations } from '../assignment/reserve.ts';
import { type FieldChange, mergeChange, versionAsked } from '../merge-change.ts';
import { holdRound } from '../place/hold-round.ts';
import { samePatch } from '../same-patch.ts';
import { type DrawnAhead, drawnNow } from './draw.ts';
import { dropUntouchedFirst } from './life.ts';
import { preparePlan, readPlannedDocuments, readRoundDocuments } from './plan.ts';
import { giveRepeats } from './repeats.ts';
import { insertRound, updateRound } from './row.ts';

/**
 * Opens a round over chosen documents with its assignments, chosen by hand or drawn by its plan. The open round that
 * a project begins with goes when nobody has touched it and the first of their own is blind. Throws
 * `round_without_documents`, and `nothing_to_repeat`.
 */
export async function createRound(
  command: Command,
  input: CreateRoundInput,
  ahead: DrawnAhead | null,
): Promise<null> {
  const { tx, projectId } = command;
  const { id, name, blind, assignments } = input;
  const plan = assignments.kind === 'plan' ? assignments.plan : null;
  const repeats = assignments.kind === 'repeats' ? assignments.repeats : null;
  // What is coded again is coded blind, and is what was drawn.
  if (repeats && (!blind || input.documentIds.length > 0)) throw new DomainError('assignment_not_valid');
  const invited = await holdInvitations(command, givenTo(assignments));
  // Held, so that two rounds do not get the same number.
  await command.lock('project', { id: projectId });
  const again = repeats && (await giveRepeats(command, repeats));
  const documentIds = again ? [...new Set(again.map((each) => each.documentId))].sort() : input.documentIds;
  const documents = await readPlannedDocuments(tx, projectId, { documentIds, plan });
  if (documents.length === 0) throw new DomainError('round_without_documents');
  if (input.blind) await dropUntouchedFirst(command);
  const last = await tx.round.findFirst({
    where: { projectId, removedAt: null },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  const round = await insertRound(command, {
    id,
    number: (last?.number ?? 0) + 1,
    name,
    blind,
    state: input.planned === true ? 'planned' : 'running',
    documentIds: plan?.draw === undefined ? [...new Set(documentIds)] : documents.map((each) => each.id),
    plan,
    version: 1,
    revealedAt: null,
    deadline: input.deadline ?? null,
    repeats,
    searching: input.searching ?? true,
    removedAt: null,
    ...untold.round,
    ...input.told,
  });
  const chosen =
    again ??
    (assignments.kind === 'plan'
      ? drawnNow(
          await preparePlan(tx, { projectId, at: command.at }, documents, assignments.plan),
          assignments.plan,
          ahead,
        ).assignments
      : assignments.kind === 'chosen'
        ? assignments.chosen
        : []);
  const cells = chosen.map((cell) => ({ ...cell, assigned: true }));
  await writeCells(command, round, cells, invited);
  return null;
}

/** Whom the assignments of a new round may name, invited ones among them. */
function givenTo(assignments: CreateRoundInput['assignments']): readonly string[] {
  switch (assignments.kind) {
    case 'plan':
      return assignments.plan.memberIds;
    case 'chosen':
      return assignments.chosen.map(({ memberId }) => memberId);
    case 'repeats':
      // Whoever is only invited has coded nothing that could be coded again.
      return [];
  }
}

/** Renames a round, sets its deadline, tells of it, or adds documents to one that takes work. Throws `round_revealed` and `round_closed`. */
export async function editRound(command: Command, input: EditRoundInput): Promise<null> {
  const { change } = input;
  const round = await holdRound(command, input.roundId, versionAsked(input));
  if (!('addedDocumentIds' in change)) {
    await editFields(command, round, { ...input, change });
    return null;
  }
  checkTakesWork(round);
  await readRoundDocuments(command.tx, command.projectId, change.addedDocumentIds);
  const added = change.addedDocumentIds.filter((id) => !round.documentIds.includes(id));
  // A round over all documents is over these already.
  if (round.documentIds.length === 0 || added.length === 0) return null;
  const documentIds = [...round.documentIds, ...new Set(added)];
  await updateRound(command, round, { documentIds });
  return null;
}

type RoundFields = Partial<Pick<Rows['round'], 'name' | 'deadline' | 'searching' | RoundFact>>;

/** A round that was named by itself is the same as one without a name. */
async function editFields(
  command: Command,
  round: Rows['round'],
  { version, change, base }: FieldChange<RoundFields>,
): Promise<void> {
  const own = <Fields extends RoundFields>(fields: Fields): Fields =>
    fields.name === undefined
      ? fields
      : { ...fields, name: ownRoundName({ name: fields.name, number: round.number }) };
  const told = { version, change: own(change), base: base && own(base) };
  const patch = mergeChange<Rows['round']>('round', own(round), told);
  if (samePatch(round, patch)) return;
  await updateRound(command, round, patch);
}

/**
 * Notes that an owner lifts their own blindness: from now on they see all, and what they code is not
 * independent. Throws `round_nothing_to_reveal`, `round_revealed` and `already_lifted`.
 */
export async function liftBlindness(command: Command, roundId: string): Promise<null> {
  const round = await holdRound(command, roundId);
  checkCanReveal(round);
  const { tx, projectId, memberId, at } = command;
  const stored = await tx.unblinding.create({
    data: { id: command.newId(), projectId, roundId, memberId, createdAt: at },
    select: wireFields.unblinding,
  });
  command.created('unblinding', stored, { stream: auditStream });
  return null;
}
