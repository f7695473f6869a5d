import type { RecodeOutput } from '@koersvast/contracts';
import { type LayerView, streamOfLayer } from '@koersvast/core';
import {
  type Access,
  type Command,
  type Rows,
  type Sql,
  selectList,
  sql,
  toWireRow,
  whereLayerSeen,
} from '@koersvast/db';

import { joinDecisions } from '../adjudication/join-decisions.ts';

interface Found {
  readonly row: Rows['annotation'];
  readonly layer: Pick<LayerView, 'roundId' | 'documentId' | 'memberId' | 'kind'>;
  /** The annotation with the other tag that the same layer has on exactly these words already. */
  readonly doubleOf: string | null;
  readonly seen: boolean;
}

/** The layers that a change of the codebook reaches: what a coder declared done first stays as it was. */
export const recodable = sql`layer.kind <> 'first_pass'`;

/** A living annotation in the same layer with this tag on the same words, as `other`. */
function otherWith(tagId: string): Sql {
  return sql`FROM annotation AS other WHERE other.layer_id = annotation.layer_id
    AND other.tag_id = ${tagId}::uuid AND other.start = annotation.start AND other."end" = annotation."end"
    AND other.deleted_at IS NULL`;
}

/** Whether the annotation's layer has a living annotation with this tag on the same words. */
export function isDouble(tagId: string): Sql {
  return sql`EXISTS (SELECT 1 ${otherWith(tagId)})`;
}

/**
 * Gives annotations of one tag another, in one step and each in the stream of its layer. One that would be there
 * twice is put away instead. `access` is the giver's, who hears only of what they may see.
 */
export async function recode(
  command: Command,
  access: Access,
  from: string,
  to: string,
  codebookVersion: number,
  which: Sql,
): Promise<Omit<RecodeOutput, 'opId'>> {
  const found = await findAnnotations(command, access, from, to, which);
  const now = command.at.toISOString();
  const doubles = found.filter((each) => each.doubleOf !== null);
  await write(command, doubles, 'remove', sql`deleted_at = ${now}`, now);
  for (const { row, layer, doubleOf } of doubles) {
    if (layer.kind !== 'final' || doubleOf === null) continue;
    const stream = streamOfLayer({ id: layer.roundId }, layer);
    await joinDecisions(command, row.layerId, stream, { goes: row.id, stays: doubleOf });
  }
  const moved = found.filter((each) => each.doubleOf === null);
  await write(command, moved, 'edit', sql`tag_id = ${to}::uuid, codebook_version = ${codebookVersion}`, now);
  return {
    annotations: found.filter((each) => each.seen).length,
    doubles: doubles
      .filter((each) => each.seen)
      .map(({ row, layer }) => ({
        documentId: row.documentId,
        annotationId: row.id,
        memberId: layer.memberId,
        quote: row.quote,
        memo: row.memo,
      })),
  };
}

async function findAnnotations(
  { tx, projectId }: Command,
  access: Access,
  from: string,
  to: string,
  which: Sql,
): Promise<Found[]> {
  const rows = await tx.rows<Record<string, unknown> & Omit<Found, 'row'>>(
    sql`SELECT ${selectList('annotation')}, (SELECT other.id ${otherWith(to)}) AS "doubleOf", ${whereLayerSeen(access.scope)} AS seen,
          jsonb_build_object('roundId', layer.round_id, 'documentId', layer.document_id, 'memberId', layer.member_id,
            'kind', layer.kind) AS layer
        FROM annotation JOIN layer ON layer.id = annotation.layer_id
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.tag_id = ${from}::uuid
          AND annotation.deleted_at IS NULL AND ${recodable} AND ${which}
        ORDER BY annotation.layer_id, annotation.id FOR NO KEY UPDATE OF annotation`,
  );
  return rows.map(({ layer, doubleOf, seen, ...row }) => ({
    row: toWireRow('annotation', row),
    layer,
    doubleOf,
    seen,
  }));
}

/** One statement for all, however many there are; the changes tell each of them. */
async function write(
  command: Command,
  found: readonly Found[],
  action: 'edit' | 'remove',
  sets: Sql,
  now: string,
): Promise<void> {
  if (found.length === 0) return;
  const keys = found.map(({ row }) => row);
  const written = await command.tx.rows<Record<string, unknown>>(
    sql`UPDATE annotation SET ${sets}, version = annotation.version + 1, updated_at = ${now}
        FROM unnest(${keys.map((row) => row.layerId)}::uuid[], ${keys.map((row) => row.id)}::uuid[]) AS chosen (layer_id, id)
        WHERE annotation.layer_id = chosen.layer_id AND annotation.id = chosen.id RETURNING ${selectList('annotation')}`,
  );
  const after = new Map(
    written.map((each) => {
      const row = toWireRow('annotation', each);
      return [`${row.layerId} ${row.id}`, row];
    }),
  );
  for (const { row, layer } of found) {
    const changed = after.get(`${row.layerId} ${row.id}`);
    if (!changed) throw new Error('an annotation that was held and is gone');
    const stream = streamOfLayer({ id: layer.roundId }, layer);
    command.record('annotation', row, changed, { stream, action });
  }
}
