import {
  mapByTurns,
  type Rows,
  selectedRow,
  selectList,
  sql,
  toWireRow,
  whereStandsAsLetter,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** The documents of the project; every member may see which there are. */
const ofProject = ({ access }: Here) => sql`document.project_id = ${access.projectId}::uuid`;

/** A document with its paragraphs, of which no text is read, nor the passages that its details were read from. */
export async function readListed(
  here: Here,
  removed: boolean,
): Promise<{ document: Omit<Rows['document'], 'stated'>; paragraphs: number }[]> {
  const rows = await here.tx.rows(
    selectedRow.document.omit({ stated: true }).extend({ paragraphs: z.number() }),
    sql`SELECT ${selectList('document', ['stated'])},
          (SELECT count(block.paragraph)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS paragraphs
        FROM document WHERE ${ofProject(here)} AND (document.removed_at IS NOT NULL) = ${removed}
          AND ${whereStandsAsLetter}
        ORDER BY document.created_at, document.id`,
  );
  return mapByTurns(rows, (row) => {
    const { stated: _, ...document } = toWireRow('document', row);
    return { document, paragraphs: row.paragraphs };
  });
}

const sizes = z.object({
  id: z.string(),
  blocks: z.number(),
  paragraphs: z.number(),
  notes: z.number(),
  sentences: z.number(),
  attachments: z.array(z.string()),
});

/** How many blocks, paragraphs, notes and sentences each document has, and which files are kept beside it. */
export function readSizes(here: Here): Promise<z.infer<typeof sizes>[]> {
  return here.tx.rows(
    sizes,
    sql`SELECT document.id,
          (SELECT count(*)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS blocks,
          (SELECT count(paragraph)::int FROM block
            WHERE block.project_id = document.project_id AND block.document_id = document.id) AS paragraphs,
          (SELECT count(*)::int FROM block WHERE block.project_id = document.project_id
            AND block.document_id = document.id AND block.kind = 'footnote') AS notes,
          ARRAY(SELECT attachment.name FROM attachment WHERE attachment.project_id = document.project_id
            AND attachment.document_id = document.id ORDER BY attachment.name, attachment.id) AS attachments,
          (SELECT count(*)::int FROM sentence
            WHERE sentence.project_id = document.project_id AND sentence.document_id = document.id) AS sentences
        FROM document WHERE ${ofProject(here)}`,
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
        WHERE ${ofProject(here)} AND (block.document_id, block.index) IN (SELECT * FROM unnest(
          ${places.map(({ documentId }) => documentId)}::uuid[], ${places.map(({ block }) => block)}::int[]))`,
  );
}
