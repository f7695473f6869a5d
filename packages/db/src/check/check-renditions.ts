import { z } from 'zod';
import { whereStandsAsLetter } from '../letter.ts';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/**
 * Letters that were read again: of each one reading is worked on, those before it lead to it, one that was taken back is
 * removed, and nothing that was coded stands in two of them.
 */
export async function checkRenditions(tx: Statements, projectId: string, report: Report): Promise<void> {
  const ofProject = sql`document.project_id = ${projectId}::uuid`;
  const astray = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT document.id FROM document
          JOIN document AS next ON next.project_id = document.project_id AND next.id = document.replaced_by_id
        WHERE ${ofProject} AND coalesce(next.rendition_of_id, next.id) <> coalesce(document.rendition_of_id, document.id)
        ORDER BY document.id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id } of astray)
    report('rendition', `The document ${id} was replaced by one that is of another letter.`);
  const letters = await tx.rows(
    z.object({ id: z.string(), standing: z.number(), loose: z.number() }),
    sql`SELECT coalesce(document.rendition_of_id, document.id) AS id,
          (count(*) FILTER (WHERE ${whereStandsAsLetter}))::int AS standing,
          (count(*) FILTER (WHERE document.replaced_by_id IS NULL AND NOT ${whereStandsAsLetter}
            AND document.removed_at IS NULL))::int AS loose
        FROM document WHERE ${ofProject} GROUP BY 1
        HAVING count(*) FILTER (WHERE ${whereStandsAsLetter}) <> 1 OR count(*) FILTER (WHERE document.replaced_by_id IS NULL
          AND NOT ${whereStandsAsLetter} AND document.removed_at IS NULL) > 0
        ORDER BY 1 LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id, standing, loose } of letters)
    report('rendition', `Of the letter ${id} not one reading is worked on but ${standing + loose}.`);
  const given = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT assignment.id FROM assignment
          JOIN document ON document.project_id = assignment.project_id AND document.id = assignment.document_id
        WHERE ${ofProject} AND document.replaced_by_id IS NOT NULL AND assignment.removed_at IS NULL
        ORDER BY assignment.id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id } of given)
    report('rendition', `The assignment ${id} is in a reading that is no longer worked on.`);
  const twice = await tx.rows(
    z.object({ id: z.string() }),
    sql`SELECT DISTINCT annotation.id FROM document
          JOIN annotation ON annotation.project_id = document.project_id AND annotation.document_id = document.id
            AND annotation.deleted_at IS NULL
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id AND layer.kind = 'current'
          JOIN document AS reading ON reading.project_id = document.project_id AND reading.id <> document.id
            AND coalesce(reading.rendition_of_id, reading.id) = coalesce(document.rendition_of_id, document.id)
          JOIN layer AS other ON other.project_id = layer.project_id AND other.document_id = reading.id
            AND other.round_id = layer.round_id AND other.member_id = layer.member_id AND other.kind = 'current'
          JOIN annotation AS double ON double.project_id = other.project_id AND double.layer_id = other.id
            AND double.id = annotation.id AND double.deleted_at IS NULL
        WHERE ${ofProject} AND document.replaced_by_id IS NOT NULL ORDER BY annotation.id LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { id } of twice)
    report('rendition', `The annotation ${id} stands in two readings of one letter.`);
}
