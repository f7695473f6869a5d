import { DomainError, type StreamName } from '@koersvast/core';
import {
  type Command,
  isoOf,
  keepSeen,
  type Rows,
  readAnnotationChanges,
  readRows,
  type SetDraft,
  type Sql,
  sql,
} from '@koersvast/db';
import type { UndoableChange } from './inverse.ts';
import type { UndoTarget } from './undo-target.ts';

type Patch = Partial<Rows['annotation']>;

/** What is left of sets that were taken back: annotations that are not as their set left them. */
export interface LeftOver {
  readonly seen: UndoableChange[];
  readonly unseen: UndoableChange[];
}

/** The rows of the sets that an operation changed, as `told`. */
function toldBy({ personId }: Command, { opId }: UndoTarget): Sql {
  return sql`SELECT change.rev, change.stream, change.layer_id, change.document_id, change.before AS was, change.after AS now, each.*
    FROM change CROSS JOIN LATERAL jsonb_to_recordset(change.rows) AS each (id uuid, version int, before jsonb, after jsonb)
    WHERE change.user_id = ${personId}::uuid AND change.op_id = ${opId}::uuid AND change.rows IS NOT NULL`;
}

/**
 * Takes back what an operation did to sets of annotations, all that are still as it left them in one statement, and
 * tells it layer by layer. The rest is returned, to be looked at one by one; where the giver must not look, only
 * what was changed back since. Nothing of the project is held by this, so that others go on.
 */
export async function takeBackSets(command: Command, target: UndoTarget): Promise<LeftOver> {
  const { tx, at } = command;
  const told = toldBy(command, target);
  const written = await tx.rows<{
    stream: StreamName;
    layerId: string;
    documentId: string;
    before: Patch;
    after: Patch;
    rows: string;
  }>(
    sql`WITH told AS (${told}), chosen AS (
          SELECT told.rev, told.layer_id, told.id, told.was || coalesce(told.before, '{}') AS patch, told.before, told.after,
            annotation.updated_at AS touched
          FROM told JOIN annotation ON annotation.layer_id = told.layer_id AND annotation.id = told.id
          WHERE annotation.version = told.version AND NOT EXISTS (
            SELECT FROM annotation AS other WHERE other.layer_id = annotation.layer_id AND other.id <> annotation.id
              AND other.tag_id = coalesce((told.was ->> 'tagId')::uuid, annotation.tag_id)
              AND other.start = annotation.start AND other."end" = annotation."end" AND other.deleted_at IS NULL
              AND (annotation.deleted_at IS NULL OR told.was ? 'deletedAt')
              AND NOT EXISTS (SELECT FROM told AS also WHERE also.layer_id = other.layer_id AND also.id = other.id))
          FOR NO KEY UPDATE OF annotation
        ), written AS (
          UPDATE annotation SET version = annotation.version + 1, updated_at = ${at},
            tag_id = CASE WHEN patch ? 'tagId' THEN (patch ->> 'tagId')::uuid ELSE annotation.tag_id END,
            codebook_version = CASE WHEN patch ? 'codebookVersion' THEN (patch ->> 'codebookVersion')::int ELSE annotation.codebook_version END,
            deleted_at = CASE WHEN patch ? 'deletedAt' THEN (patch ->> 'deletedAt')::timestamptz ELSE annotation.deleted_at END
          FROM chosen WHERE annotation.layer_id = chosen.layer_id AND annotation.id = chosen.id
          RETURNING chosen.rev, annotation.id, annotation.version, chosen.before, chosen.after, chosen.touched
        ), sets AS (
          SELECT rev, jsonb_agg(jsonb_build_object('id', id, 'version', version,
            'before', (coalesce(after, '{}') - 'updatedAt') || jsonb_build_object('updatedAt', ${isoOf(sql`touched`)}),
            'after', coalesce(before, '{}') - 'updatedAt'))::text AS rows
          FROM written GROUP BY rev
        )
        SELECT change.stream, change.layer_id AS "layerId", change.document_id AS "documentId", change.after AS before,
          change.before AS after, sets.rows
        FROM sets JOIN change ON change.project_id = ${command.projectId}::uuid AND change.rev = sets.rev
        ORDER BY sets.rev DESC`,
  );
  for (const { before: left, after: former, ...set } of written) {
    const { updatedAt: _, ...before } = left;
    const after = { ...former, updatedAt: at.toISOString() };
    const draft: SetDraft = { ...set, noun: 'annotation', action: target.action, before, after };
    command.recordSet(draft);
  }
  return leftOver(command, target);
}

/** How many annotations that were changed since are looked at one by one. */
const MOST = 1_000;

async function leftOver(command: Command, target: UndoTarget): Promise<LeftOver> {
  const { tx } = command;
  const sets = await tx.rows<{ layerId: string; documentId: string; stream: StreamName }>(
    sql`SELECT layer_id AS "layerId", document_id AS "documentId", stream FROM change
        WHERE user_id = ${command.personId}::uuid AND op_id = ${target.opId}::uuid AND rows IS NOT NULL`,
  );
  if (sets.length === 0) return { seen: [], unseen: [] };
  const told = await keepSeen(
    tx,
    command,
    sets.map((set) => ({ ...set, noun: 'annotation' as const })),
  );
  const seenLayers = new Set(told.map(({ layerId }) => layerId));
  const find = async (isSeen: boolean) => {
    const layers = [...new Set(sets.map(({ layerId }) => layerId))].filter(
      (id) => seenLayers.has(id) === isSeen,
    );
    if (layers.length === 0) return [];
    const changedBack = sql`EXISTS (SELECT FROM change AS since WHERE since.project_id = ${command.projectId}::uuid
      AND since.noun = 'annotation' AND since.entity_id = annotation.id AND since.layer_id = annotation.layer_id
      AND since.rev > told.rev AND since.action IN ('undo', 'redo'))`;
    return tx.rows<{ layerId: string; id: string }>(
      sql`SELECT annotation.layer_id AS "layerId", annotation.id FROM (${toldBy(command, target)}) AS told
          JOIN annotation ON annotation.layer_id = told.layer_id AND annotation.id = told.id
          WHERE annotation.layer_id = ANY(${layers}::uuid[]) AND ${isSeen ? sql`true` : changedBack}
            AND NOT (annotation.version = told.version + 1 AND annotation.updated_at = ${command.at})
          ORDER BY annotation.layer_id, annotation.id LIMIT ${MOST}`,
    );
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
  const readings = await readRows(
    command.tx,
    'reading',
    sql`WHERE deleted_at IS NULL AND (layer_id, id) IN (
          SELECT reading.layer_id, reading.id FROM (${toldBy(command, target)}) AS told
          JOIN annotation ON annotation.layer_id = told.layer_id AND annotation.id = told.id AND annotation.deleted_at IS NULL
          JOIN reading ON reading.layer_id = annotation.layer_id AND reading.deleted_at IS NULL
          JOIN block ON block.document_id = reading.document_id AND block.index = reading.block
            AND block.start < annotation."end" AND block."end" > annotation.start
          WHERE told.was ? 'deletedAt')
        ORDER BY layer_id, id FOR NO KEY UPDATE`,
  );
  const streams = await command.tx.rows<{ layerId: string; stream: StreamName }>(
    sql`SELECT DISTINCT layer_id AS "layerId", stream FROM (${toldBy(command, target)}) AS told`,
  );
  const streamOf = new Map(streams.map(({ layerId, stream }) => [layerId, stream]));
  const deletedAt = command.at.toISOString();
  for (const reading of readings) {
    const stream = streamOf.get(reading.layerId);
    if (stream === undefined) continue;
    await command.edit('reading', reading, { deletedAt }, { stream, action: 'remove' });
  }
}

/** Throws `tag_archived` where what is taken back would leave annotations with a tag that was merged away. */
export async function checkTagsOfSets(command: Command, target: UndoTarget): Promise<void> {
  const gone = await command.tx.row(
    sql`SELECT 1 FROM tag WHERE merged_into_id IS NOT NULL AND id IN (
          SELECT (told.was ->> 'tagId')::uuid FROM (${toldBy(command, target)}) AS told) LIMIT 1`,
  );
  if (gone) throw new DomainError('tag_archived');
}
