import type { CreateReadingInput, RemoveReadingInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { FrozenText } from '@koersvast/core/text';
import { type Command, wireFields } from '@koersvast/db';
import { sitDown } from '../assignment/own-assignment.ts';
import { ownLayer } from '../assignment/own-layer.ts';
import type { Held } from '../place/held.ts';
import { updateReading } from './row.ts';

/**
 * Marks a block as read, with nothing that applies. Throws `block_not_readable` where the document has no such
 * block, where it has no text, and where the member has coded in it; `reading_twice` where it is marked already.
 */
export async function createReading(command: Command, input: CreateReadingInput): Promise<null> {
  const { documentId } = input;
  const { id, block, madeAt } = input.reading;
  const desk = await sitDown(command, input, { layer: 'own', block });
  checkBlock(desk.held.block, await command.frozenText(input.documentId));
  const layer = await ownLayer(command, desk, input);
  const { tx, projectId, memberId, at } = command;
  const stored = await tx.reading.create({
    data: {
      id,
      projectId,
      layerId: layer.id,
      documentId,
      block,
      createdById: memberId,
      madeAt: new Date(madeAt),
      createdAt: at,
    },
    select: wireFields.reading,
  });
  command.created('reading', stored, { stream: desk.stream });
  return null;
}

/** Takes the mark away. */
export async function removeReading(command: Command, input: RemoveReadingInput): Promise<null> {
  const desk = await sitDown(command, input, { layer: 'own', reading: { id: input.readingId } });
  const { layer, reading: current } = desk.held;
  if (!layer) throw new DomainError('not_found');
  await ownLayer(command, desk, input);
  if (!current) throw new DomainError('not_found');
  const { id, version } = current;
  if (version !== input.version) throw new DomainError('version_conflict', { noun: 'reading', id, version });
  if (current.deletedAt !== null) throw new DomainError('not_found');
  const deletedAt = command.at.toISOString();
  await updateReading(command, current, { deletedAt }, { stream: desk.stream, action: 'remove' });
  return null;
}

/** Any block with text can be coded, headings too, and so can be found to hold nothing, unless it is coded. */
function checkBlock(block: Held['block'], { text }: FrozenText): void {
  if (!block || block.coded || text.slice(block.start, block.end).trim() === '') {
    throw new DomainError('block_not_readable');
  }
}
