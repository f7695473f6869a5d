import { isDeepStrictEqual } from 'node:util';
import { afterOf, beforeOf, type SetRow } from '../change-set.ts';
import { completeRow, nouns } from '../row-columns.ts';
import { readRows } from '../row-store.ts';
import type { Noun, Rows } from '../rows.ts';
import { joinSql, sql } from '../sql.ts';
import type { Tx } from '../transaction.ts';
import type { Report } from './problem.ts';

interface Told {
  rev: string;
  noun: Noun;
  before: Rows[Noun] | null;
  after: Rows[Noun] | null;
  /** For a set: its rows, and the layer that they are in. */
  rows: SetRow[] | null;
  layerId: string | null;
}

/** Changes that are held in memory at a time. */
const PAGE = 2_000;

function keyOf(noun: Noun, row: Rows[Noun]): string {
  return 'layerId' in row ? `${noun} ${row.layerId} ${row.id}` : `${noun} ${row.id}`;
}

/**
 * Adds up the changes of a project and compares the sum with the tables: each change must begin where the one
 * before it ended, and the last must have led to what is stored. Returns the number of changes.
 */
export async function checkProject(tx: Tx, projectId: string, report: Report): Promise<number> {
  const state = new Map<string, Rows[Noun]>();
  let count = 0;
  let last = 0;
  for (;;) {
    const page = await tx.rows<Told>(
      sql`SELECT rev, noun, before, after, rows, layer_id AS "layerId" FROM change
          WHERE project_id = ${projectId}::uuid AND rev > ${last} ORDER BY rev LIMIT ${PAGE}`,
    );
    for (const change of page) {
      const rev = Number(change.rev);
      if (rev !== last + 1)
        report('revision_gap', `project ${projectId}: after revision ${last} comes ${rev}`);
      last = rev;
      count += 1;
      for (const each of oneByOne(state, change)) follow(state, each, projectId, report);
    }
    if (page.length < PAGE) break;
  }
  const project = await tx.row<{ rev: string }>(sql`SELECT rev FROM project WHERE id = ${projectId}::uuid`);
  if (Number(project?.rev ?? 0) !== last) {
    report(
      'revision_gap',
      `project ${projectId}: the last revision is ${last}, the project says ${project?.rev}`,
    );
  }
  await compareTables(tx, projectId, state, report);
  return count;
}

type Step = Pick<Told, 'rev' | 'noun' | 'before' | 'after'>;

/**
 * What a change did, row by row and in full: a set says only what it touched, and a quote that was not touched is
 * not repeated. What is left out is what the changes so far add up to.
 */
function oneByOne(state: ReadonlyMap<string, Rows[Noun]>, change: Told): Step[] {
  const { rev, noun, rows, layerId } = change;
  if (rows !== null) {
    const set = { before: change.before ?? {}, after: change.after ?? {} };
    return rows.map((row) => {
      const known = state.get(`${noun} ${layerId} ${row.id}`);
      const before = { ...known, ...beforeOf(set, row) } as Rows[Noun];
      return { rev, noun, before, after: { ...before, ...afterOf(set, row) } as Rows[Noun] };
    });
  }
  const before = completeRow(noun, change.before);
  const after = completeRow(noun, change.after);
  const row = after ?? before;
  const known = row && state.get(keyOf(noun, row));
  const complete = (each: Rows[Noun] | null) =>
    each !== null && known && 'quote' in known && !('quote' in each) ? { ...each, quote: known.quote } : each;
  return [
    { rev, noun, before: complete(before) as Rows[Noun] | null, after: complete(after) as Rows[Noun] | null },
  ];
}

function follow(state: Map<string, Rows[Noun]>, change: Step, projectId: string, report: Report): void {
  const row = change.after ?? change.before;
  if (!row) return;
  const key = keyOf(change.noun, row);
  if (!isDeepStrictEqual(state.get(key) ?? null, change.before)) {
    report(
      'change_chain',
      `project ${projectId}, revision ${change.rev}: ${key} was not what the change says`,
    );
  }
  if (change.after) state.set(key, change.after);
  else state.delete(key);
}

async function compareTables(
  tx: Tx,
  projectId: string,
  state: Map<string, Rows[Noun]>,
  report: Report,
): Promise<void> {
  for (const noun of nouns) {
    const where =
      noun === 'project' ? sql`WHERE id = ${projectId}::uuid` : sql`WHERE project_id = ${projectId}::uuid`;
    for (const row of await readRows(tx, noun, where)) {
      const key = keyOf(noun, row);
      const sum = state.get(key);
      state.delete(key);
      if (!sum) report('table_differs', `${key} is stored, and no change made it`);
      else if (!isDeepStrictEqual(sum, row)) {
        report('table_differs', `${key} is not what its changes add up to`);
      }
    }
  }
  for (const key of state.keys()) report('table_differs', `${key} was made, and is not stored`);
}

/** Streams without gaps, operations with a result, and nothing alive twice: for all projects at once. */
export async function checkStreams(tx: Tx, report: Report): Promise<void> {
  const streams = await tx.rows<{ project: string; name: string; count: number; head: number; last: number }>(
    sql`SELECT coalesce(change.project_id, stream.project_id) AS project, coalesce(change.stream, stream.name) AS name,
          coalesce(change.count, 0)::float8 AS count, coalesce(change.last, 0)::float8 AS last,
          coalesce(stream.seq, 0)::float8 AS head
        FROM (SELECT project_id, stream, count(*) AS count, max(seq) AS last FROM change GROUP BY 1, 2) AS change
        FULL JOIN stream ON stream.project_id = change.project_id AND stream.name = change.stream
        WHERE change.count IS DISTINCT FROM change.last OR change.last IS DISTINCT FROM stream.seq`,
  );
  for (const { project, name, count, last, head } of streams) {
    report(
      'stream_gap',
      `project ${project}: stream ${name} has ${count} changes up to ${last}, and says ${head}`,
    );
  }
  const operations = await tx.rows<{ opId: string; result: boolean }>(
    sql`SELECT op_id AS "opId", result IS NOT NULL AS result FROM operation
        WHERE result IS NULL OR (result ->> 'ok' <> 'true' AND EXISTS (SELECT 1 FROM change
          WHERE change.user_id = operation.user_id AND change.op_id = operation.op_id))`,
  );
  for (const { opId, result } of operations) {
    report(
      'operation_result',
      `operation ${opId} ${result ? 'was refused and has changes' : 'has no result'}`,
    );
  }
}

/** What the partial unique indexes forbid: looked for all the same, since an index can be broken or gone. */
export async function checkDoubles(tx: Tx, report: Report): Promise<void> {
  const groups = [
    sql`SELECT 'annotation' AS what, min(id::text) AS id FROM annotation WHERE deleted_at IS NULL
        GROUP BY layer_id, tag_id, start, "end" HAVING count(*) > 1`,
    sql`SELECT 'tag name', min(id::text) FROM tag WHERE archived_at IS NULL AND NOT name_twin
        GROUP BY project_id, parent_id, fold_name(name) HAVING count(*) > 1`,
    sql`SELECT 'tag key', min(id::text) FROM tag WHERE archived_at IS NULL AND key IS NOT NULL
        GROUP BY project_id, key HAVING count(*) > 1`,
    sql`SELECT 'tag appearance', min(id::text) FROM tag WHERE archived_at IS NULL
        GROUP BY project_id, appearance HAVING count(*) > 1`,
    sql`SELECT 'layer', min(id::text) FROM layer
        GROUP BY document_id, round_id, member_id, kind HAVING count(*) > 1`,
    sql`SELECT 'undo of', min(undoes::text) FROM operation WHERE undoes IS NOT NULL AND result ->> 'ok' = 'true'
        GROUP BY user_id, undoes HAVING count(*) > 1`,
  ];
  const doubled = await tx.rows<{ what: string; id: string }>(joinSql(groups, ' UNION ALL '));
  for (const { what, id } of doubled) report('doubled', `${what} ${id} is there more than once`);
}
