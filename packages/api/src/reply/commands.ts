import type { createReplyInput, editReplyInput, removeReplyInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import { type Command, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import { holdSaid, livingAnnotation, openWork, openWorkOf } from '../review/open-work.ts';
import { updateReply } from './row.ts';

/** Says something in the thread of a coder's annotation. Throws `not_found` for a mention of no member. */
export async function createReply(command: Command, input: z.infer<typeof createReplyInput>): Promise<null> {
  const wanted = { annotation: { id: input.annotationId } };
  const { held, layer, stream } = await openWork(command, input, input.layerId, wanted);
  livingAnnotation(held);
  const mentions = await checkMentions(command, input.mentions);
  const { tx, projectId } = command;
  const stored = await tx.reply.create({
    data: {
      projectId,
      id: input.id,
      layerId: layer.id,
      documentId: input.documentId,
      annotationId: input.annotationId,
      text: input.text,
      mentions,
      createdById: command.memberId,
      createdAt: command.at,
      updatedAt: command.at,
    },
    select: wireFields.reply,
  });
  command.created('reply', stored, { stream });
  return null;
}

/** Changes what one said oneself. */
export async function editReply(command: Command, input: z.infer<typeof editReplyInput>): Promise<null> {
  const { reply, stream } = await holdReply(command, input, input.replyId, input.version);
  if (reply.createdById !== command.memberId) throw new DomainError('not_allowed');
  const mentions = await checkMentions(command, input.mentions);
  await updateReply(
    command,
    reply,
    { text: input.text, mentions, updatedAt: command.at.toISOString() },
    { stream },
  );
  return null;
}

/** Takes back what one said oneself; an owner takes back anything. */
export async function removeReply(command: Command, input: z.infer<typeof removeReplyInput>): Promise<null> {
  const { reply, stream } = await holdReply(command, input, input.replyId, input.version);
  if (reply.createdById !== command.memberId && command.role !== 'owner')
    throw new DomainError('not_allowed');
  const now = command.at.toISOString();
  await updateReply(command, reply, { deletedAt: now, updatedAt: now }, { stream, action: 'remove' });
  return null;
}

async function holdReply(command: Command, place: Place, replyId: string, version: number) {
  const held = await holdSaid(command, place, { reply: { id: replyId }, layer: 'of-said' });
  const { reply } = held;
  if (reply?.documentId !== place.documentId || reply.deletedAt !== null) throw new DomainError('not_found');
  const { stream } = openWorkOf(held, place);
  if (reply.version !== version) {
    throw new DomainError('version_conflict', { noun: 'reply', id: reply.id, version: reply.version });
  }
  return { reply, stream };
}

async function checkMentions({ tx, projectId }: Command, mentions: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(mentions)];
  if (wanted.length === 0) return wanted;
  const known = await tx.member.findMany({
    where: { projectId, removedAt: null, id: { in: wanted } },
    select: { id: true },
  });
  if (known.length !== wanted.length) throw new DomainError('not_found');
  return wanted;
}
