import { sql, whereStandsAsLetter } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A document that can be searched, without its text. */
const searched = z.object({
  id: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  /** Of its text, in UTF-16 code units and in code points. */
  length: z.number(),
  lengthCp: z.number(),
});
export type SearchedDocument = Readonly<z.infer<typeof searched>>;

/** The documents of which every member may read the text, in the order in which they were added: of a letter the reading that is worked on. */
export function readSearched({ tx, access: { projectId } }: Here): Promise<SearchedDocument[]> {
  return tx.rows(
    searched,
    sql`SELECT document.id, document.title, document.date, document.length_utf16 AS length, document.length_cp AS "lengthCp"
        FROM document WHERE document.project_id = ${projectId}::uuid AND document.removed_at IS NULL
          AND ${whereStandsAsLetter}
        ORDER BY document.created_at, document.id`,
  );
}

/**
 * The letters that somebody may not search now: those that they have not finished in a round that is not closed, of which
 * searching is switched off for its coders.
 */
export async function readClosedToSearch({ tx, access: { projectId, memberId } }: Here): Promise<string[]> {
  const rows = await tx.assignment.findMany({
    where: {
      ...{ projectId, memberId, removedAt: null, state: { not: 'done' } },
      round: { searching: false, removedAt: null, state: { in: ['planned', 'running'] } },
    },
    select: { documentId: true },
  });
  return rows.map(({ documentId }) => documentId);
}

/** A text with where its sentences and paragraphs begin and end: `start,end,start,end`, in UTF-16 code units. */
const sought = z.object({
  id: z.string(),
  text: z.string(),
  sentences: z.string().nullable(),
  paragraphs: z.string().nullable(),
});
export type SoughtText = Readonly<z.infer<typeof sought>>;

/** Some texts, which never change. Their places come as a text each, so that nobody is kept by taking them apart here. */
export function readSoughtTexts(
  { tx, access: { projectId } }: Here,
  documentIds: readonly string[],
): Promise<SoughtText[]> {
  return tx.rows(
    sought,
    sql`SELECT document.id, document.text,
          (SELECT string_agg(sentence.start || ',' || sentence."end", ',' ORDER BY sentence.index) FROM sentence
            WHERE sentence.project_id = document.project_id AND sentence.document_id = document.id) AS sentences,
          (SELECT string_agg(paragraph.first || ',' || paragraph.last, ',' ORDER BY paragraph.first)
            FROM (SELECT min(block.start) AS first, max(block."end") AS last FROM block
              WHERE block.project_id = document.project_id AND block.document_id = document.id
                AND block.paragraph IS NOT NULL GROUP BY block.paragraph) AS paragraph) AS paragraphs
        FROM document WHERE document.project_id = ${projectId}::uuid AND document.id = ANY(${[...documentIds]}::uuid[])`,
  );
}
