import type { CreateReadingInput, RemoveReadingInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import { type Command, type Database, sql, wireFields } from '@koersvast/db';
import { z } from 'zod';
import { sitDown } from '../assignment/own-assignment.ts';
import { findOwnLayer, ownLayer } from '../assignment/own-layer.ts';
import { frozenTextOf } from '../document-text.ts';
import { updateReading } from './row.ts';
import { isCoded } from './under.ts';

interface Tools {
  readonly db: Database;
  newId(): string;
}

/**
 * Marks a block as read, with nothing that applies. Throws `block_not_readable` where the document has no such
 * block, where it has no text, and where the member has coded in it; `reading_twice` where it is marked already.
 */
export async function createReading(
  command: Command,
  { db, newId }: Tools,
  input: CreateReadingInput,
): Promise<null> {
  const desk = await sitDown(command, input, newId);
  const { documentId } = input;
  const { id, block, madeAt } = input.reading;
  await checkBlock(command, db, documentId, block);
  const layer = await ownLayer(command, desk, input, newId);
  if (await isCoded(command, { layerId: layer.id, documentId, block })) {
    throw new DomainError('block_not_readable');
  }
  const { tx, projectId, memberId, at } = command;
  const stored = await tx.reading.create({
    data: {
      id,
      projectId,
      layerId: layer.id,
      documentId,
      block,
      createdById: memberId,
      madeAt,
      createdAt: at,
    },
    select: wireFields.reading,
  });
  command.created('reading', stored, { stream: desk.stream });
  return null;
}

/** Takes the mark away. */
export async function removeReading(
  command: Command,
  { newId }: Pick<Tools, 'newId'>,
  input: RemoveReadingInput,
): Promise<null> {
  const desk = await sitDown(command, input, newId);
  if (!(await findOwnLayer(command, input, 'current'))) throw new DomainError('not_found');
  const layer = await ownLayer(command, desk, input, newId);
  const key = { id: input.readingId, layerId: layer.id };
  const current = await command.lock('reading', key, input.version);
  if (current.deletedAt !== null) throw new DomainError('not_found');
  const deletedAt = command.at.toISOString();
  await updateReading(command, current, { deletedAt }, { stream: desk.stream, action: 'remove' });
  return null;
}

/** Any block with text can be coded, headings too, and so can be found to hold nothing. */
async function checkBlock(command: Command, db: Database, documentId: string, index: number): Promise<void> {
  const block = await command.tx.row(
    z.object({ start: z.number(), end: z.number() }),
    sql`SELECT start, "end" FROM block WHERE document_id = ${documentId}::uuid AND index = ${index}`,
  );
  const { text } = await frozenTextOf(db, command.tx, documentId);
  if (!block || text.slice(block.start, block.end).trim() === '') throw new DomainError('block_not_readable');
}
