import type {
  addDocumentInput,
  DocumentPreview,
  editDocumentInput,
  previewDocumentInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core';
import {
  type Acknowledgement,
  type Database,
  outsideTransaction,
  type Rows,
  sql,
  storeDocument,
  textSha256,
} from '@koersvast/db';
import { guessLanguage, titleFrom } from '@koersvast/formats';
import type { z } from 'zod';
import { giveCommand, type SignedInContext } from '../command.ts';
import { mergeChange, versionAsked } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { asSpelled } from './field-names.ts';
import { readSource, segment, titleOfFile } from './read-source.ts';

const openingBlocks = 12;
const openingLength = 400;

function cut(text: string): string {
  return text.length <= openingLength ? text : `${text.slice(0, openingLength).toWellFormed().trimEnd()}…`;
}

/** How a file will be read, before anything is stored. `fallback` is the language of the project. */
export async function previewDocument(
  db: Database,
  input: z.infer<typeof previewDocumentInput>,
): Promise<DocumentPreview> {
  const tx = outsideTransaction(db);
  const project = await tx.row<{ language: string }>(
    sql`SELECT language FROM project WHERE id = ${input.projectId}::uuid`,
  );
  const read = readSource(input.source, input.encoding);
  const language = guessLanguage(read.text) ?? project?.language ?? 'nl';
  const { blocks, sentences } = segment(read, language);
  const same = await tx.row<{ id: string; title: string }>(
    sql`SELECT id, title FROM document
        WHERE project_id = ${input.projectId}::uuid AND text_sha256 = ${textSha256(read.text)} AND removed_at IS NULL
        ORDER BY created_at, id LIMIT 1`,
  );
  return {
    title: read.title ?? titleOfFile(read.originalName) ?? titleFrom(read.text.trim().slice(0, 80)) ?? '',
    language,
    encoding: read.encoding,
    notices: [...read.notices],
    lengthCp: [...read.text].length,
    paragraphs: blocks.filter((block) => block.paragraph !== null).length,
    sentences: sentences.length,
    opening: blocks.slice(0, openingBlocks).map(({ kind, paragraph, start, end }) => ({
      kind,
      paragraph,
      text: cut(read.text.slice(start, end)),
    })),
    sameAs: same ?? null,
  };
}

/** Adds a document: decoded, made canonical, cut into blocks and sentences, and from then on frozen. */
export async function addDocument(
  ctx: SignedInContext,
  input: z.infer<typeof addDocumentInput>,
): Promise<Acknowledgement> {
  const { metadata } = input;
  // Reading takes long for a long text, and so stands outside the transaction.
  const { text, original, originalName, reader, encoding, notices, blocks } = readSource(
    input.source,
    input.encoding,
  );
  const segmented = segment({ text, blocks }, metadata.language);
  const { acknowledgement } = await giveCommand(
    ctx,
    input,
    { kind: 'document.add', ability: 'document.edit' },
    async (command) => {
      await storeDocument(command, {
        ...metadata,
        fields: await asSpelled(command, input.id, metadata.fields),
        ...segmented,
        id: input.id,
        text,
        original,
        originalName,
        encoding,
        notices: [...notices],
        reader,
      });
      return null;
    },
  );
  return acknowledgement;
}

/** Changes metadata, or removes a document, or brings it back. The text itself never changes. */
export async function editDocument(
  ctx: SignedInContext,
  input: z.infer<typeof editDocumentInput>,
): Promise<Acknowledgement> {
  const { removed, ...metadata } = input.change;
  const { acknowledgement } = await giveCommand(
    ctx,
    input,
    { kind: 'document.edit', ability: 'document.edit' },
    async (command) => {
      const document = await command.lock('document', { id: input.documentId }, versionAsked(input));
      const wasRemoved = document.removedAt !== null;
      if (wasRemoved && removed !== false) throw new DomainError('document_removed');
      if (metadata.fields) metadata.fields = await asSpelled(command, document.id, metadata.fields);
      const change = { ...input, change: metadata };
      const patch = { ...mergeChange<Rows['document']>('document', document, change, { fields: 'record' }) };
      if (removed !== undefined && removed !== wasRemoved) {
        patch.removedAt = removed ? command.at.toISOString() : null;
      }
      if (samePatch(document, patch)) return null;
      const action = removed === true ? 'remove' : wasRemoved ? 'restore' : 'edit';
      await command.edit('document', document, patch, { action });
      return null;
    },
  );
  return acknowledgement;
}
