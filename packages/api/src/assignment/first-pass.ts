import type { StreamName } from '@koersvast/core';
import { type Command, type Rows, selectList, sql, toWireRow } from '@koersvast/db';

/** A layer and the immutable copy that is to be made of it. */
export interface Copying {
  readonly from: { readonly id: string };
  readonly to: Rows['layer'];
  readonly stream: StreamName;
}

/** Copies what is alive in some layers, annotations and readings, into others that have just been made. */
export async function copyLayers(command: Command, copyings: readonly Copying[]): Promise<void> {
  const { tx } = command;
  const map = sql`unnest(${copyings.map(({ from }) => from.id)}::uuid[], ${copyings.map(({ to }) => to.id)}::uuid[])
    AS copying (from_id, to_id)`;
  const annotations = await tx.rows<Record<string, unknown>>(
    sql`WITH copied AS (
          INSERT INTO annotation (layer_id, id, project_id, document_id, tag_id, start, "end", start_cp, end_cp, quote,
            memo, certainty, version, codebook_version, created_by_id, made_at, created_at, updated_at)
          SELECT copying.to_id, source.id, source.project_id, source.document_id, source.tag_id, source.start,
            source."end", source.start_cp, source.end_cp, source.quote, source.memo, source.certainty, source.version,
            source.codebook_version, source.created_by_id, source.made_at, source.created_at, source.updated_at
          FROM annotation AS source JOIN ${map} ON source.layer_id = copying.from_id
          WHERE source.deleted_at IS NULL
          RETURNING annotation.*)
        SELECT ${selectList('annotation')} FROM copied AS annotation
        ORDER BY layer_id, start, "end" DESC, id`,
  );
  const readings = await tx.rows<Record<string, unknown>>(
    sql`WITH copied AS (
          INSERT INTO reading (layer_id, id, project_id, document_id, block, version, created_by_id, made_at, created_at)
          SELECT copying.to_id, source.id, source.project_id, source.document_id, source.block, source.version,
            source.created_by_id, source.made_at, source.created_at
          FROM reading AS source JOIN ${map} ON source.layer_id = copying.from_id
          WHERE source.deleted_at IS NULL
          RETURNING reading.*)
        SELECT ${selectList('reading')} FROM copied AS reading ORDER BY layer_id, block, id`,
  );
  const streams = new Map(copyings.map(({ to, stream }) => [to.id, stream]));
  const told = (layerId: string) => {
    const stream = streams.get(layerId);
    if (stream === undefined) throw new Error('a copy in a layer that was not asked for');
    return { stream };
  };
  for (const each of annotations) {
    const row = toWireRow('annotation', each);
    command.record('annotation', null, row, told(row.layerId));
  }
  for (const each of readings) {
    const row = toWireRow('reading', each);
    command.record('reading', null, row, told(row.layerId));
  }
}
