import { DomainError } from '@koersvast/core/error';
import { isBlindNow, isInRound } from '@koersvast/core/round';
import {
  type Command,
  hold,
  holdRows,
  type Rows,
  type Tx,
  toWire,
  toWireRows,
  wireFields,
} from '@koersvast/db';
import type { Study } from '../study/study.ts';

/** A letter by the reading that is worked on, with the rounds that it is in. */
export interface Letter {
  readonly document: Rows['document'];
  readonly rounds: readonly Rows['round'][];
}

/** Throws `document_removed`, and `document_replaced` for a reading that is no longer worked on. */
export function checkStands(document: Pick<Rows['document'], 'removedAt' | 'replacedById'>): void {
  if (document.replacedById !== null)
    throw new DomainError('document_replaced', { id: document.replacedById });
  if (document.removedAt !== null) throw new DomainError('document_removed');
}

/** Throws `not_found`, and what `checkStands` throws. */
export async function standingDocument(
  tx: Tx,
  projectId: string,
  documentId: string,
): Promise<Rows['document']> {
  const row = await tx.document.findFirst({
    where: { projectId, id: documentId },
    select: wireFields.document,
  });
  if (!row) throw new DomainError('not_found');
  const document = toWire('document', row);
  checkStands(document);
  return document;
}

/** Rounds that are over a letter, or in which it was given to somebody. */
async function roundsOf(
  tx: Tx,
  projectId: string,
  documentId: string,
  given: readonly { readonly roundId: string }[],
): Promise<Rows['round'][]> {
  const rounds = toWireRows(
    'round',
    await tx.round.findMany({ where: { projectId }, orderBy: { id: 'asc' }, select: wireFields.round }),
  );
  const ids = new Set(given.map(({ roundId }) => roundId));
  return rounds.filter((round) => isInRound(round, documentId) || ids.has(round.id));
}

/**
 * Throws `rendition_blind` for a letter that is coded blind somewhere, whatever anybody has done there: who holds it and
 * which rounds it is in is all that is asked.
 */
function checkNotBlind(rounds: readonly Rows['round'][]): void {
  if (rounds.some((round) => round.removedAt === null && isBlindNow(round)))
    throw new DomainError('rendition_blind');
}

/**
 * A letter that may be read again now, for an owner who looks. Throws `not_found`, `document_removed`,
 * `document_replaced`, `rendition_blind`, and `rendition_final_open` where a final version of it is begun and not
 * finished.
 */
export async function seeLetter(tx: Tx, study: Study, documentId: string): Promise<Letter> {
  const { projectId } = study.access;
  const document = await standingDocument(tx, projectId, documentId);
  const given = await study.assignments({ documentIds: [documentId] });
  const rounds = await roundsOf(tx, projectId, documentId, given);
  checkNotBlind(rounds);
  const finals = await study.layers({ documentIds: [documentId], kinds: ['final'] });
  const open = finals.filter(({ finishedAt }) => finishedAt === null);
  const begun = [...(await study.annotations(open)), ...(await study.decisions(open, 'now'))];
  if (begun.length > 0) throw new DomainError('rendition_final_open');
  return { document, rounds };
}

/** The same for a command, which has held it. */
export async function findLetter(tx: Tx, projectId: string, documentId: string): Promise<Letter> {
  const letter = await findStanding(tx, projectId, documentId);
  const open = await tx.layer.findFirst({
    where: {
      ...{ projectId, documentId, kind: 'final', finishedAt: null },
      OR: [{ annotations: { some: { deletedAt: null } } }, { decisions: { some: { withdrawnAt: null } } }],
    },
    select: { id: true },
  });
  if (open) throw new DomainError('rendition_final_open');
  return letter;
}

/** The same whatever stands in its final versions. */
export async function findStanding(tx: Tx, projectId: string, documentId: string): Promise<Letter> {
  const document = await standingDocument(tx, projectId, documentId);
  const rounds = await roundsOf(tx, projectId, documentId, await roundsGiven(tx, projectId, documentId));
  checkNotBlind(rounds);
  return { document, rounds };
}

function roundsGiven(tx: Tx, projectId: string, documentId: string): Promise<{ roundId: string }[]> {
  return tx.assignment.findMany({
    where: { projectId, documentId },
    distinct: ['roundId'],
    select: { roundId: true },
  });
}

/**
 * The same, held until the end of the command with all that is worked on in it: whoever codes there has done so before,
 * or finds afterwards that it was read again.
 */
export async function holdLetter(command: Command, documentId: string): Promise<Letter> {
  await holdWork(command, documentId);
  return findLetter(command.tx, command.projectId, documentId);
}

/** Holds a document with its rounds, assignments and layers. */
export async function holdWork({ tx, projectId }: Command, documentId: string): Promise<void> {
  const rounds = await roundsOf(tx, projectId, documentId, await roundsGiven(tx, projectId, documentId));
  if (rounds.length > 0)
    await holdRows(tx, 'round', { projectId, id: rounds.map(({ id }) => id) }, 'written');
  await holdRows(tx, 'assignment', { projectId, documentId }, 'written');
  // Nobody refers to it anew, so that what is begun without an assignment waits as well.
  await hold(tx, 'document', { projectId, id: documentId }, 'alone');
  await holdRows(tx, 'layer', { projectId, documentId }, 'alone');
}
