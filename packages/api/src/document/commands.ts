import type {
  addDocumentInput,
  DocumentPreview,
  editDocumentInput,
  previewDocumentInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Command, outsideTransaction, type Rows, storeDocument } from '@koersvast/db';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { checkNotReplaced, holdOlder } from './older.ts';
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

type AddInput = z.infer<typeof addDocumentInput>;

/** What is in the file of a document: reading takes long for a long text, and so stands outside the transaction. */
export async function readAhead(ctx: SignedInContext, { source, encoding, metadata }: AddInput) {
  const { title: _stated, ...read } = await ctx.work.run(
    ctx.person.id,
    'document.read',
    source,
    encoding,
    metadata.language,
  );
  return read;
}

/** Adds a document: decoded, made canonical, cut into blocks and sentences, and from then on frozen. */
export async function addDocument(
  command: Command,
  { id, metadata, encoding }: AddInput,
  read: Awaited<ReturnType<typeof readAhead>>,
): Promise<null> {
  const fields = await asDefined(command, { id, fields: null }, metadata.fields);
  await storeDocument(command, { ...metadata, fields, ...read, id });
  // For when it is read again.
  if (encoding !== null)
    await command.tx.documentMending.create({
      data: { projectId: command.projectId, documentId: id, choice: { encoding } },
    });
  return null;
}

/** Changes metadata, or removes a document, or brings it back. The text itself never changes. */
export async function editDocument(
  command: Command,
  input: z.infer<typeof editDocumentInput>,
): Promise<null> {
  const { removed, ...metadata } = input.change;
  const document = await command.lock('document', { id: input.documentId }, versionAsked(input));
  checkNotReplaced(document);
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
  if (patch.removedAt !== undefined) {
    const { removedAt } = patch;
    const older = await holdOlder(command, [document]);
    await command.editAll(
      'document',
      older.map((current) => ({ current, patch: { removedAt } })),
      { action },
    );
  }
  return null;
}
