import { type Command, sql } from '@koersvast/db';

/**
 * Whether one of these quotes stands in one of these documents, however its lines were broken where it was copied
 * from. The database looks, so that no text is sent; each is made flat once, and not for each quote.
 */
export async function standsIn(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  documentIds: readonly string[],
  quotes: readonly string[],
): Promise<boolean> {
  const found = await tx.row(
    sql`WITH flat AS MATERIALIZED (
          SELECT regexp_replace(text, '\\s+', ' ', 'g') AS text FROM document
          WHERE project_id = ${projectId}::uuid AND id = ANY(${[...documentIds]}::uuid[])
        ), quoted AS MATERIALIZED (
          SELECT DISTINCT regexp_replace(btrim(quote, E' \\n\\t'), '\\s+', ' ', 'g') AS quote
          FROM unnest(${[...quotes]}::text[]) AS quote
        )
        SELECT 1 FROM flat, quoted WHERE strpos(flat.text, quoted.quote) > 0 LIMIT 1`,
  );
  return found !== undefined;
}
