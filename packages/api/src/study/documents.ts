import { type DocumentText, documentText } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import {
  noSql,
  type Rows,
  readRows,
  type Sql,
  selectedRow,
  selectList,
  sql,
  toWireRow,
  whereLetterOpen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A document of the project, or all of them; every member may see which there are. */
function whereDocument({ access }: Here, documentId: string | null): Sql {
  const one = documentId === null ? noSql : sql`AND document.id = ${documentId}::uuid`;
  return sql`document.project_id = ${access.projectId}::uuid ${one}`;
}

/** Throws `not_found` for a document of another project, as for one that is nowhere. */
export async function checkDocument(here: Here, documentId: string): Promise<void> {
  const found = await here.tx.row(sql`SELECT 1 FROM document WHERE ${whereDocument(here, documentId)}`);
  if (!found) throw new DomainError('not_found');
}

/** Documents in the order in which they were added. */
export function readDocuments(
  here: Here,
  { documentId = null, removed = false }: { documentId?: string | null; removed?: boolean | 'both' } = {},
): Promise<Rows['document'][]> {
  const which = removed === 'both' ? noSql : sql`AND (removed_at IS NOT NULL) = ${removed}`;
  return readRows(
    here.tx,
    'document',
    sql`WHERE ${whereDocument(here, documentId)} ${which} ORDER BY created_at, id`,
  );
}

/** Those that have not been removed by their titles; `open` leaves out what the person codes blind. */
export function readTitles(
  here: Here,
  { open = false }: { readonly open?: boolean } = {},
): Promise<{ id: string; title: string; language: string }[]> {
  const letters = open ? sql`AND ${whereLetterOpen(here.access.scope, sql`id`)}` : noSql;
  return here.tx.rows(
    z.object({ id: z.string(), title: z.string(), language: z.string() }),
    sql`SELECT id, title, language FROM document WHERE ${whereDocument(here, null)} AND removed_at IS NULL ${letters}
        ORDER BY created_at, id`,
  );
}

/** A document with its paragraphs, of which no text is read. */
export async function readListed(
  here: Here,
  removed: boolean,
): Promise<{ document: Rows['document']; paragraphs: number }[]> {
  const rows = await here.tx.rows(
    selectedRow.document.extend({ paragraphs: z.number() }),
    sql`SELECT ${selectList('document')},
          (SELECT count(block.paragraph)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS paragraphs
        FROM document WHERE ${whereDocument(here, null)} AND (document.removed_at IS NOT NULL) = ${removed}
        ORDER BY document.created_at, document.id`,
  );
  return rows.map((row) => ({ document: toWireRow('document', row), paragraphs: row.paragraphs }));
}

/** How many blocks, paragraphs and sentences each document has. */
export function readSizes(
  here: Here,
): Promise<{ id: string; blocks: number; paragraphs: number; sentences: number }[]> {
  return here.tx.rows(
    z.object({ id: z.string(), blocks: z.number(), paragraphs: z.number(), sentences: z.number() }),
    sql`SELECT document.id,
          (SELECT count(*)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS blocks,
          (SELECT count(paragraph)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS paragraphs,
          (SELECT count(*)::int FROM sentence
            WHERE sentence.project_id = document.project_id AND sentence.document_id = document.id) AS sentences
        FROM document WHERE ${whereDocument(here, null)}`,
  );
}

/** The paragraphs in which some blocks stand; null for one in none. */
export async function readParagraphs(
  here: Here,
  places: readonly { readonly documentId: string; readonly block: number }[],
): Promise<{ documentId: string; block: number; paragraph: number | null }[]> {
  if (places.length === 0) return [];
  return here.tx.rows(
    z.object({ documentId: z.string(), block: z.number(), paragraph: z.number().nullable() }),
    sql`SELECT block.document_id AS "documentId", block.index AS block, block.paragraph
        FROM block JOIN document ON document.project_id = block.project_id AND document.id = block.document_id
        WHERE ${whereDocument(here, null)} AND (block.document_id, block.index) IN (SELECT * FROM unnest(
          ${places.map(({ documentId }) => documentId)}::uuid[], ${places.map(({ block }) => block)}::int[]))`,
  );
}

/** The canonical text of a document. Throws `not_found`. */
export async function readText(
  here: Here,
  documentId: string,
): Promise<{ text: string; textSha256: string }> {
  const found = await here.tx.row(
    z.object({ text: z.string(), textSha256: z.string() }),
    sql`SELECT text, text_sha256 AS "textSha256" FROM document WHERE ${whereDocument(here, documentId)}`,
  );
  if (!found) throw new DomainError('not_found');
  return found;
}

/** The text of a document with what it is made of; nothing of it ever changes. Throws `not_found`. */
export async function readPage(here: Here, documentId: string): Promise<DocumentText> {
  const { text, textSha256 } = await readText(here, documentId);
  const ofLetter = sql`project_id = ${here.access.projectId}::uuid AND document_id = ${documentId}::uuid`;
  const blocks = await here.tx.rows(
    documentText.shape.blocks.element,
    sql`SELECT index, kind, level, paragraph, start, "end" FROM block WHERE ${ofLetter} ORDER BY index`,
  );
  const sentences = await here.tx.rows(
    documentText.shape.sentences.element,
    sql`SELECT index, block, start, "end" FROM sentence WHERE ${ofLetter} ORDER BY index`,
  );
  return { documentId, text, textSha256, blocks, sentences };
}
