import type { leaveLostInput, placeLostInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { saidStream, workStream } from '@koersvast/core/scope';
import { anchorSpan } from '@koersvast/core/text';
import {
  type Command,
  hold,
  holdRows,
  layerSeen,
  loadAccess,
  type Rows,
  standsAsLetter,
  toWire,
  wireFields,
} from '@koersvast/db';
import type { z } from 'zod';
import { insertAnnotation, updateAnnotation } from '../annotation/row.ts';
import { insertLayer, updateLayer } from '../assignment/layer-row.ts';
import { removeReadingsUnder } from '../reading/under.ts';
import { readBeside } from './coded.ts';
import { checkStands } from './letter.ts';
import { moveSaid } from './move-coding.ts';
import { mayPlace } from './queries.ts';

type LostInput = z.infer<typeof leaveLostInput>;

/** An annotation that waits for a place, held, with where it could have one. */
interface Waiting {
  readonly annotation: Rows['annotation'];
  readonly layer: Rows['layer'] & { readonly memberId: string };
  readonly stream: string;
  /** The reading of its letter that is worked on. */
  readonly letter: Rows['document'];
}

/**
 * What waits is held after all that its coder works with, as by themselves. Throws `not_found` where the giver may not
 * see it or nothing waits there, `not_allowed`, `document_removed`, `annotation_removed` and `version_conflict`.
 */
async function holdWaiting(command: Command, input: LostInput): Promise<Waiting> {
  const { tx, projectId, personId } = command;
  const access = await loadAccess(tx, { projectId, personId });
  if (!access) throw new DomainError('not_found');
  const { documentId, layerId } = input;
  const row = await tx.layer.findFirst({
    where: {
      AND: [layerSeen(access.scope), { id: layerId, documentId, kind: 'current' }],
      document: { replacedById: { not: null } },
    },
    select: wireFields.layer,
  });
  const seen = row && toWire('layer', row);
  if (seen?.memberId == null) throw new DomainError('not_found');
  const layer = { ...seen, memberId: seen.memberId };
  if (!mayPlace(layer, access)) throw new DomainError('not_allowed');
  const letter = await holdStanding(command, documentId, layer);
  await hold(tx, 'layer', { projectId, id: layerId }, 'written');
  const annotation = await command.lock('annotation', { layerId, id: input.annotationId }, input.version);
  if (annotation.deletedAt !== null) throw new DomainError('annotation_removed');
  const stream = workStream(layer.roundId, documentId, layer.memberId);
  return { annotation, layer, stream, letter };
}

/** The reading of the letter that is worked on, held as whoever codes there holds it. */
async function holdStanding(
  { tx, projectId }: Command,
  documentId: string,
  { roundId, memberId }: { readonly roundId: string; readonly memberId: string },
): Promise<Rows['document']> {
  const old = await tx.document.findFirst({
    where: { projectId, id: documentId },
    select: { renditionOfId: true },
  });
  const firstId = old?.renditionOfId ?? documentId;
  const ofLetter = {
    projectId,
    AND: [standsAsLetter, { OR: [{ id: firstId }, { renditionOfId: firstId }] }],
  };
  const found = await tx.document.findFirst({ where: ofLetter, select: { id: true } });
  if (!found) throw new DomainError('not_found');
  await hold(tx, 'round', { projectId, id: roundId }, 'unchanged');
  await holdRows(tx, 'assignment', { projectId, roundId, documentId: found.id, memberId });
  await hold(tx, 'document', { projectId, id: found.id }, 'there');
  const row = await tx.document.findFirst({
    where: { projectId, id: found.id },
    select: wireFields.document,
  });
  if (!row) throw new DomainError('not_found');
  const document = toWire('document', row);
  checkStands(document);
  return document;
}

/** Gives what was lost a place in the reading that is worked on, chosen by a person. Throws what `anchorSpan` throws. */
export async function placeLost(command: Command, input: z.infer<typeof placeLostInput>): Promise<null> {
  const { tx, projectId } = command;
  const waiting = await holdWaiting(command, input);
  const { annotation, letter } = waiting;
  const span = anchorSpan(await command.frozenText(letter.id), input);
  const beside = (await readBeside(command, [annotation.layerId])).get(
    `${annotation.layerId} ${annotation.id}`,
  );
  const layer = await newLayer(command, waiting);
  const stream = workStream(layer.roundId, letter.id, waiting.layer.memberId);
  const now = command.at.toISOString();
  await updateAnnotation(
    command,
    annotation,
    { deletedAt: now, updatedAt: now },
    { stream: waiting.stream, action: 'remove' },
  );
  await insertAnnotation(
    command,
    {
      ...annotation,
      ...span,
      ...{ layerId: layer.id, documentId: letter.id, version: annotation.version + 1, updatedAt: now },
    },
    // Whoever places it sees what others have coded in the letter.
    { stream, beside: { independent: false, seenBefore: beside?.seenBefore ?? null } },
  );
  await removeReadingsUnder(command, layer, span, stream);
  const of = { projectId, layerId: annotation.layerId, annotationId: annotation.id };
  await moveSaid(
    command,
    { reviews: await holdRows(tx, 'review', of), fates: { proposals: [] }, documentId: letter.id },
    {
      newOf: new Map([[annotation.layerId, layer]]),
      said: () => saidStream(layer.roundId, letter.id),
    },
    new Set([`${annotation.layerId} ${annotation.id}`]),
  );
  return null;
}

/** The same coder's layer in the reading that is worked on; what is in it is no longer all independent. */
async function newLayer(command: Command, { layer, letter }: Waiting): Promise<Rows['layer']> {
  const { tx, projectId, at } = command;
  const { roundId, memberId } = layer;
  const place = { projectId, documentId: letter.id, roundId, memberId, kind: 'current' } as const;
  const [found] = await holdRows(tx, 'layer', place);
  const told = { stream: workStream(roundId, letter.id, memberId) };
  if (found) return found.independent ? updateLayer(command, found, { independent: false }, told) : found;
  const made = { ...layer, id: command.newId(), documentId: letter.id, independent: false, version: 1 };
  return insertLayer(command, { ...made, createdAt: at.toISOString() }, told);
}

/** Gives up what was lost: it is deleted in the reading where it was made, and can be brought back by undo. */
export async function leaveLost(command: Command, input: LostInput): Promise<null> {
  const { annotation, stream } = await holdWaiting(command, input);
  const now = command.at.toISOString();
  await updateAnnotation(
    command,
    annotation,
    { deletedAt: now, updatedAt: now },
    { stream, action: 'remove' },
  );
  return null;
}
