import { DomainError } from '@koersvast/core/error';
import type { StreamName } from '@koersvast/core/scope';
import {
  type Command,
  hold,
  isoOf,
  jsonFields,
  keepSeen,
  noSql,
  openSetRows,
  readAnnotationChanges,
  type SetDraft,
  type Sql,
  selectedRow,
  selectList,
  setRows,
  sql,
  toWireRow,
} from '@koersvast/db';
import { z } from 'zod';
import { updateReading } from '../reading/row.ts';
import type { LeftOver } from '../undo/hooks.ts';
import type { UndoableChange } from '../undo/inverse.ts';
import type { UndoTarget } from '../undo/target.ts';
import { inTurns } from './in-turns.ts';

/** The sets that an operation changed, on the table "change". */
function ofTarget({ projectId, personId }: Command, { opId }: UndoTarget): Sql {
  return sql`change.project_id = ${projectId}::uuid AND change.user_id = ${personId}::uuid
    AND change.op_id = ${opId}::uuid AND change.rows IS NOT NULL`;
}

/** The rows of the sets that an operation changed, as `told`. */
function toldBy(command: Command, target: UndoTarget, which = noSql): Sql {
  return sql`SELECT change.rev, change.project_id, change.stream, change.layer_id, change.document_id, change.before AS was, change.after AS now, each.*
    FROM change CROSS JOIN LATERAL jsonb_to_recordset(change.rows) AS each (id uuid, version int, before jsonb, after jsonb)
    WHERE ${ofTarget(command, target)} ${which}`;
}

/** A set that an operation changed, and what of it was taken back. */
const takenBack = z.object({
  stream: z.string(),
  layerId: z.string(),
  documentId: z.string(),
  before: jsonFields,
  after: jsonFields,
  rows: z.string().nullable(),
  /** Whether all of its rows were still as it left them. */
  whole: z.boolean(),
});
type TakenBack = z.infer<typeof takenBack>;

/**
 * Takes back what an operation did to sets of annotations, all that are still as it left them, in turns in which
 * nobody else has to wait for long, and tells it layer by layer. The rest is returned, to be looked at one by one;
 * where the giver must not look, only what was changed back since. Nothing of the project is held by this, so that
 * others go on.
 */
export async function takeBackSets(command: Command, target: UndoTarget): Promise<LeftOver> {
  const { tx, at } = command;
  const sets = await tx.rows(
    z.object({ rev: z.string(), layerId: z.string(), size: z.number() }),
    sql`SELECT change.rev, change.layer_id AS "layerId", jsonb_array_length(change.rows) AS size FROM change
        WHERE ${ofTarget(command, target)}
        -- Where somebody was at work since, they may be still: that comes last, and so is held shortest.
        ORDER BY (SELECT max(updated_at) FROM annotation
          WHERE annotation.project_id = change.project_id AND annotation.layer_id = change.layer_id), change.rev`,
  );
  await openSetRows(tx);
  const turns = await inTurns(tx, sets, (turn) => takeBackTurn(command, target, turn));
  const written = turns.flat();
  for (const { before: left, after: former, whole: _, ...set } of written) {
    if (set.rows === null) continue;
    const { updatedAt: __, ...before } = left;
    const after = { ...former, updatedAt: at.toISOString() };
    const draft: SetDraft = {
      ...set,
      rows: set.rows,
      noun: 'annotation',
      action: target.action,
      before,
      after,
    };
    command.recordSet(draft);
  }
  return leftOver(
    command,
    target,
    written.filter(({ whole }) => !whole),
  );
}

async function takeBackTurn(
  command: Command,
  target: UndoTarget,
  sets: readonly { readonly rev: string; readonly layerId: string }[],
): Promise<TakenBack[]> {
  const { tx, at } = command;
  const here = sql`AND change.rev = ANY(${sets.map(({ rev }) => rev)}::bigint[])`;
  // Against a first pass that would be made of a layer meanwhile; whoever codes there goes on.
  const layers = sets.map(({ layerId }) => layerId);
  await hold(tx, 'layer', { projectId: command.projectId, id: layers }, 'there');
  return tx.rows(
    takenBack,
    sql`WITH told AS MATERIALIZED (${toldBy(command, target, here)}), chosen AS MATERIALIZED (
          SELECT told.rev, told.project_id, told.layer_id, told.id, told.was || coalesce(told.before, '{}') AS patch, told.before, told.after,
            annotation.updated_at AS touched
          FROM told JOIN annotation ON annotation.project_id = told.project_id AND annotation.layer_id = told.layer_id AND annotation.id = told.id
          WHERE annotation.version = told.version AND NOT EXISTS (
            SELECT FROM annotation AS other
            WHERE other.project_id = annotation.project_id AND other.layer_id = annotation.layer_id AND other.id <> annotation.id
              AND other.tag_id = coalesce((told.was ->> 'tagId')::uuid, annotation.tag_id)
              AND other.start = annotation.start AND other."end" = annotation."end" AND other.deleted_at IS NULL
              AND (annotation.deleted_at IS NULL OR told.was ? 'deletedAt'))
          FOR NO KEY UPDATE OF annotation
        ), written AS (
          UPDATE annotation SET version = annotation.version + 1, updated_at = ${at},
            tag_id = CASE WHEN patch ? 'tagId' THEN (patch ->> 'tagId')::uuid ELSE annotation.tag_id END,
            codebook_version = CASE WHEN patch ? 'codebookVersion' THEN (patch ->> 'codebookVersion')::int ELSE annotation.codebook_version END,
            deleted_at = CASE WHEN patch ? 'deletedAt' THEN (patch ->> 'deletedAt')::timestamptz ELSE annotation.deleted_at END
          FROM chosen WHERE annotation.project_id = chosen.project_id AND annotation.layer_id = chosen.layer_id AND annotation.id = chosen.id
          RETURNING chosen.rev, annotation.id, annotation.version, chosen.before, chosen.after, chosen.touched
        ), sets AS MATERIALIZED (
          SELECT rev, count(*)::int AS count, jsonb_agg(jsonb_build_object('id', id, 'version', version,
            'before', (coalesce(after, '{}') - 'updatedAt') || jsonb_build_object('updatedAt', ${isoOf(sql`touched`)}),
            'after', coalesce(before, '{}') - 'updatedAt')) AS rows, gen_random_uuid() AS kept
          FROM written GROUP BY rev
        ), waiting AS (
          INSERT INTO ${setRows} (id, rows) SELECT kept, rows FROM sets
        )
        SELECT change.stream, change.layer_id AS "layerId", change.document_id AS "documentId", change.after AS before,
          change.before AS after, sets.kept AS rows, coalesce(sets.count, 0) = jsonb_array_length(change.rows) AS whole
        FROM change LEFT JOIN sets ON sets.rev = change.rev
        WHERE ${ofTarget(command, target)} ${here}
        ORDER BY change.rev DESC`,
  );
}

/** How many annotations that were changed since are read at a time, to be looked at one by one. */
const PAGE = 200;

async function leftOver(
  command: Command,
  target: UndoTarget,
  sets: readonly { layerId: string; documentId: string; stream: StreamName }[],
): Promise<LeftOver> {
  const { tx } = command;
  if (sets.length === 0) return { seen: [], unseen: [] };
  const told = await keepSeen(
    tx,
    command,
    sets.map(({ stream, layerId, documentId }) => ({
      stream,
      layerId,
      documentId,
      noun: 'annotation' as const,
    })),
  );
  const seenLayers = new Set(told.map(({ layerId }) => layerId));
  const find = async (isSeen: boolean) => {
    const layers = [...new Set(sets.map(({ layerId }) => layerId))].filter(
      (id) => seenLayers.has(id) === isSeen,
    );
    if (layers.length === 0) return [];
    const changedBack = sql`EXISTS (SELECT FROM change AS since WHERE since.project_id = ${command.projectId}::uuid
      AND since.noun = 'annotation' AND since.layer_id = annotation.layer_id AND (since.entity_id = annotation.id
        OR (since.entity_id = annotation.layer_id AND since.rows @> jsonb_build_array(jsonb_build_object('id', annotation.id))))
      AND since.rev > told.rev AND since.action IN ('undo', 'redo'))`;
    const found: { layerId: string; id: string }[] = [];
    for (;;) {
      const last = found.at(-1);
      const page = await tx.rows(
        z.object({ layerId: z.string(), id: z.string() }),
        sql`SELECT annotation.layer_id AS "layerId", annotation.id FROM (${toldBy(command, target)}) AS told
            JOIN annotation ON annotation.project_id = told.project_id AND annotation.layer_id = told.layer_id AND annotation.id = told.id
            WHERE told.layer_id = ANY(${layers}::uuid[]) AND ${isSeen ? sql`true` : changedBack}
              AND NOT (annotation.version = told.version + 1 AND annotation.updated_at = ${command.at})
              AND ${last ? sql`(annotation.layer_id, annotation.id) > (${last.layerId}::uuid, ${last.id}::uuid)` : sql`true`}
            ORDER BY annotation.layer_id, annotation.id LIMIT ${PAGE}`,
      );
      found.push(...page);
      // Of what may be seen the first that somebody changed refuses it all.
      if (page.length < PAGE) return found;
    }
  };
  const changesOf = async (rows: readonly { layerId: string; id: string }[]) => {
    const found: UndoableChange[] = [];
    for (const row of rows) {
      const changes = await readAnnotationChanges(
        tx,
        sql`"change".project_id = ${command.projectId}::uuid`,
        row,
      );
      found.push(...(changes.filter((change) => change.opId === target.opId) as UndoableChange[]));
    }
    return found;
  };
  return { seen: await changesOf(await find(true)), unseen: await changesOf(await find(false)) };
}

/** What came back with a set takes away again what says that nothing applies in its blocks. */
export async function settleReadingsUnderSets(command: Command, target: UndoTarget): Promise<void> {
  const back = toldBy(command, target, sql`AND change.before ? 'deletedAt'`);
  const found = await command.tx.rows(
    selectedRow.reading.extend({ stream: z.string() }),
    sql`SELECT DISTINCT ON (reading.layer_id, reading.id) ${selectList('reading')}, told.stream FROM (${back}) AS told
        JOIN annotation ON annotation.project_id = told.project_id AND annotation.layer_id = told.layer_id
          AND annotation.id = told.id AND annotation.deleted_at IS NULL
        JOIN reading ON reading.project_id = annotation.project_id AND reading.layer_id = annotation.layer_id AND reading.deleted_at IS NULL
        JOIN block ON block.project_id = reading.project_id AND block.document_id = reading.document_id AND block.index = reading.block
          AND block.start < annotation."end" AND block."end" > annotation.start
        ORDER BY reading.layer_id, reading.id`,
  );
  const deletedAt = command.at.toISOString();
  for (const { stream, ...row } of found) {
    await updateReading(command, toWireRow('reading', row), { deletedAt }, { stream, action: 'remove' });
  }
}

/** Throws `tag_archived` where what is taken back would leave annotations with a tag that was merged away. */
export async function checkTagsOfSets(command: Command, target: UndoTarget): Promise<void> {
  const gone = await command.tx.row(
    sql`SELECT 1 FROM tag WHERE project_id = ${command.projectId}::uuid AND merged_into_id IS NOT NULL AND id IN (
          SELECT (change.before ->> 'tagId')::uuid FROM change WHERE ${ofTarget(command, target)}) LIMIT 1`,
  );
  if (gone) throw new DomainError('tag_archived');
}
