import type {
  addDocumentInput,
  DocumentPreview,
  editDocumentInput,
  previewDocumentInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import {
  type Acknowledgement,
  type Command,
  outsideTransaction,
  type Rows,
  storeDocument,
} from '@koersvast/db';
import type { z } from 'zod';
import { giveCommand, type SignedInContext } from '../command.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { asDefined } from './own-fields.ts';
import { updateDocument } from './row.ts';

/** How a file will be read, before anything is stored. */
export async function previewDocument(
  ctx: SignedInContext,
  input: z.infer<typeof previewDocumentInput>,
): Promise<DocumentPreview> {
  const tx = outsideTransaction(ctx.db);
  const { projectId } = input;
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { language: true } });
  const preview = await ctx.work.run(
    ctx.person.id,
    'document.preview',
    input.source,
    input.encoding,
    project?.language ?? 'nl',
  );
  const sameAs = await tx.document.findFirst({
    where: { projectId, textSha256: preview.textSha256, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true },
  });
  return { ...preview, sameAs };
}

/** Adds a document: decoded, made canonical, cut into blocks and sentences, and from then on frozen. */
export async function addDocument(
  ctx: SignedInContext,
  input: z.infer<typeof addDocumentInput>,
): Promise<Acknowledgement> {
  const { metadata } = input;
  // Reading takes long for a long text, and so stands outside the transaction.
  const { title: _stated, ...read } = await ctx.work.run(
    ctx.person.id,
    'document.read',
    input.source,
    input.encoding,
    metadata.language,
  );
  const { acknowledgement } = await giveCommand(
    ctx,
    input,
    { kind: 'document.add', ability: 'document.edit' },
    async (command) => {
      await storeDocument(command, {
        ...metadata,
        fields: await asDefined(command, { id: input.id, fields: null }, metadata.fields),
        ...read,
        id: input.id,
      });
      return null;
    },
  );
  return acknowledgement;
}

/** Changes metadata, or removes a document, or brings it back. The text itself never changes. */
export async function editDocument(
  command: Command,
  input: z.infer<typeof editDocumentInput>,
): Promise<null> {
  const { removed, ...metadata } = input.change;
  const document = await command.lock('document', { id: input.documentId }, versionAsked(input));
  const wasRemoved = document.removedAt !== null;
  if (wasRemoved && removed !== false) throw new DomainError('document_removed');
  if (metadata.fields) metadata.fields = await asDefined(command, document, metadata.fields);
  const change = { ...input, change: metadata };
  const patch = { ...mergeChange<Rows['document']>('document', document, change, { fields: 'record' }) };
  if (removed !== undefined && removed !== wasRemoved) {
    patch.removedAt = removed ? command.at.toISOString() : null;
  }
  if (samePatch(document, patch)) return null;
  const action = removed === true ? 'remove' : wasRemoved ? 'restore' : 'edit';
  await updateDocument(command, document, patch, { action });
  return null;
}
