import { z } from 'zod';
import { joinSql, sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/** Streams without gaps, operations with a result, and nothing alive twice: for all projects at once. */
export async function checkStreams(tx: Statements, report: Report): Promise<void> {
  const streams = await tx.rows(
    z.object({
      project: z.string(),
      name: z.string(),
      count: z.number(),
      head: z.number(),
      last: z.number(),
    }),
    sql`SELECT coalesce(change.project_id, stream.project_id) AS project, coalesce(change.stream, stream.name) AS name,
          coalesce(change.count, 0)::float8 AS count, coalesce(change.last, 0)::float8 AS last,
          coalesce(stream.seq, 0)::float8 AS head
        FROM (SELECT project_id, stream, count(*) AS count, max(seq) AS last FROM change GROUP BY 1, 2) AS change
        FULL JOIN stream ON stream.project_id = change.project_id AND stream.name = change.stream
        WHERE change.count IS DISTINCT FROM change.last OR change.last IS DISTINCT FROM stream.seq
        LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { project, name, count, last, head } of streams) {
    report(
      'stream_gap',
      `Stream ${name} of project ${project} has ${count} changes up to ${last}, and says ${head}.`,
    );
  }
  const operations = await tx.rows(
    z.object({ opId: z.string(), project: z.string(), result: z.boolean() }),
    sql`SELECT op_id AS "opId", project_id AS project, result IS NOT NULL AS result FROM operation
        WHERE result IS NULL OR (result ->> 'ok' <> 'true' AND EXISTS (SELECT 1 FROM change
          WHERE change.project_id = operation.project_id AND change.user_id = operation.user_id AND change.op_id = operation.op_id)) LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { opId, project, result } of operations) {
    report(
      'operation_result',
      `Operation ${opId} of project ${project} ${result ? 'was refused and has changes' : 'has no result'}.`,
    );
  }
}

/** What the partial unique indexes forbid: looked for all the same, since an index can be broken or gone. */
export async function checkDoubles(tx: Statements, report: Report): Promise<void> {
  const groups = [
    sql`SELECT 'annotation' AS what, min(id::text) AS id FROM annotation WHERE deleted_at IS NULL
        GROUP BY project_id, layer_id, tag_id, start, "end" HAVING count(*) > 1`,
    sql`SELECT 'tag name', min(id::text) FROM tag WHERE archived_at IS NULL AND NOT name_twin
        GROUP BY project_id, parent_id, fold_name(name) HAVING count(*) > 1`,
    sql`SELECT 'tag key', min(id::text) FROM tag WHERE archived_at IS NULL AND key IS NOT NULL
        GROUP BY project_id, key HAVING count(*) > 1`,
    sql`SELECT 'the begin of the key of tag', min(long.id::text) FROM tag long JOIN tag short
          ON short.project_id = long.project_id AND short.key = left(long.key, 1) AND length(long.key) = 2
        WHERE long.archived_at IS NULL AND short.archived_at IS NULL GROUP BY long.project_id`,
    sql`SELECT 'tag appearance', min(id::text) FROM tag WHERE archived_at IS NULL
        GROUP BY project_id, appearance HAVING count(*) > 1`,
    sql`SELECT 'layer', min(id::text) FROM layer
        GROUP BY project_id, document_id, round_id, member_id, kind HAVING count(*) > 1`,
    sql`SELECT 'undo of', min(undoes::text) FROM operation WHERE undoes IS NOT NULL AND result ->> 'ok' = 'true'
        GROUP BY project_id, user_id, undoes HAVING count(*) > 1`,
  ];
  const doubled = await tx.rows(
    z.object({ what: z.string(), id: z.string() }),
    joinSql(
      groups.map((group) => sql`(${group} LIMIT ${MOST_OF_A_KIND})`),
      ' UNION ALL ',
    ),
  );
  for (const { what, id } of doubled) report('doubled', `The ${what} ${id} is there more than once.`);
}
