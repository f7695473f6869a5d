import { inLayers } from '@koersvast/core/noun';
import { z } from 'zod';
import { laterFields, wireJson } from '../row-columns.ts';
import type { Noun } from '../rows.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';

/** What stands in layers, and these themselves. */
const ofLayers = [...inLayers, 'layer'] as const;

/**
 * The layers of a project of which the database cannot say by itself that they are what their changes add up to. Of
 * most it can: each change of a row says that it was what the one before it left, and the last left what is stored.
 * It compares hashes of 64 bits, which is enough against damage; that nobody wrote the changes anew is what the chain
 * proves. Sets, and quotes that were changed, are left to be added up row by row.
 */
export async function findUnproven(tx: Statements, projectId: string): Promise<string[]> {
  const found = await tx.rows(
    z.object({ layerId: z.string() }),
    sql`WITH told AS (
          SELECT noun, layer_id, entity_id, rev, rows IS NULL AS single,
            ${hashOf(complete(sql`before`))} AS was, ${hashOf(complete(sql`after`))} AS now,
            ${quoteHash(sql`before ->> 'quote'`)} AS "quoteBefore", ${quoteHash(sql`after ->> 'quote'`)} AS quote
          FROM change WHERE project_id = ${projectId}::uuid AND layer_id IS NOT NULL OFFSET 0
        ), ordered AS (
          SELECT *, lag(now) OVER each AS stood, lag(rev) OVER each IS NULL AS first, lead(rev) OVER each IS NULL AS last
          FROM told WINDOW each AS (PARTITION BY noun, layer_id, entity_id ORDER BY rev)
        ), summed AS (
          SELECT noun, layer_id, entity_id,
            bool_and(single AND was IS NOT DISTINCT FROM stood AND "quoteBefore" IS NULL AND (first OR quote IS NULL)) AS good,
            max(now) FILTER (WHERE last) AS now, max(quote) FILTER (WHERE first) AS quote
          FROM ordered GROUP BY noun, layer_id, entity_id
        ), stored AS (
          ${joinSql(
            ofLayers.map((noun) => storedRows(noun, projectId)),
            ' UNION ALL ',
          )}
        )
        SELECT DISTINCT coalesce(summed.layer_id, stored.layer_id) AS "layerId"
        FROM summed FULL JOIN stored ON stored.noun = summed.noun AND stored.layer_id = summed.layer_id AND stored.id = summed.entity_id
        WHERE summed.good IS NOT TRUE OR summed.now IS DISTINCT FROM stored.now OR summed.quote IS DISTINCT FROM stored.quote`,
  );
  return found.map(({ layerId }) => layerId);
}

function hashOf(row: Sql): Sql {
  return sql`jsonb_hash_extended(${row}, 0)`;
}

function quoteHash(quote: Sql): Sql {
  return sql`hashtextextended(${quote}, 0)`;
}

/** A row as a change tells it, with what was added to its noun since, and without its quote. */
function complete(row: Sql): Sql {
  const later = ofLayers.map((noun) => sql`WHEN ${noun} THEN ${JSON.stringify(laterFields(noun))}::jsonb`);
  return sql`(CASE noun ${joinSql(later, ' ')} ELSE '{}' END || ${row}) - 'quote'`;
}

function storedRows(noun: Noun, projectId: string): Sql {
  const table = identifier(noun);
  const quote = noun === 'annotation' ? quoteHash(sql`${table}.quote`) : sql`NULL::bigint`;
  return sql`SELECT ${noun}::text AS noun, ${noun === 'layer' ? sql`id` : sql`layer_id`} AS layer_id, id,
      ${hashOf(wireJson(noun, ['quote']))} AS now, ${quote} AS quote
    FROM ${table} WHERE ${table}.project_id = ${projectId}::uuid`;
}
