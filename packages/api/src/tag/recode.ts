import { layerRow, type RecodeOutput } from '@koersvast/contracts';
import { streamOfLayer } from '@koersvast/core/scope';
import {
  type Access,
  type Command,
  constraintRefusal,
  hold,
  isoOf,
  noSql,
  openSavepoint,
  openSetRows,
  type Rows,
  type SetDraft,
  type Sql,
  selectedRow,
  selectList,
  setRows,
  sql,
  toWireRow,
  whereLayerSeen,
} from '@koersvast/db';
import { z } from 'zod';
import { joinDecisions } from '../decision/join-decisions.ts';
import { isDouble, otherWith, recodable } from '../study/doubles.ts';
import { inTurns } from './in-turns.ts';

/** What is to be recoded: annotations of one tag, in layers that a change of the codebook reaches. */
export interface Recoding {
  readonly from: string;
  readonly to: string;
  readonly codebookVersion: number;
  /** All of them, or some that the giver may see. */
  readonly which: 'all' | readonly { readonly layerId: string; readonly annotationId: string }[];
  /** What is said of it, where it is done once more. */
  readonly action?: 'redo';
}

/** The same as the database is asked for it. */
interface Chosen extends Omit<Recoding, 'which'> {
  /** On the tables "annotation" and "layer". */
  readonly which: Sql;
}

function chosenBy({ which, ...recoding }: Recoding, { scope }: Access): Chosen {
  if (which === 'all') return { ...recoding, which: sql`true` };
  const [layerIds, ids] = [which.map((each) => each.layerId), which.map((each) => each.annotationId)];
  return {
    ...recoding,
    which: sql`(annotation.layer_id, annotation.id) IN (SELECT * FROM unnest(${layerIds}::uuid[], ${ids}::uuid[]))
      AND ${whereLayerSeen(scope)}`,
  };
}

const layerPlace = z.object({
  roundId: z.string(),
  documentId: z.string(),
  memberId: z.string().nullable(),
  kind: layerRow.shape.kind,
});

/** An annotation that would be there twice. */
interface Double {
  readonly row: Rows['annotation'];
  readonly layer: z.infer<typeof layerPlace>;
  /** The annotation with the other tag that the same layer has on exactly these words already. */
  readonly doubleOf: string;
  readonly seen: boolean;
}

/** What was recoded, and is still to be told: only once nothing can come of it but that it is so. */
export interface Recoded {
  readonly annotations: number;
  readonly doubles: readonly Double[];
  readonly drafts: readonly SetDraft[];
}

/**
 * Gives annotations of one tag another, layer by layer, in turns in which nobody else has to wait for long. One that
 * would be there twice is put away instead. `access` is the giver's, who hears only of what they may see.
 */
export async function recode(command: Command, access: Access, asked: Recoding): Promise<Recoded> {
  const { tx, projectId } = command;
  const recoding = chosenBy(asked, access);
  await openSetRows(tx);
  // Where somebody was at work lately they may be still: what they may need is taken last, and so held shortest.
  const layers = await tx.rows(
    z.object({ id: z.string(), size: z.number() }),
    sql`SELECT annotation.layer_id AS id, count(*)::int AS size FROM annotation
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
        WHERE annotation.project_id = ${projectId}::uuid AND ${wanted(recoding.from)} AND ${recoding.which}
        GROUP BY annotation.layer_id ORDER BY max(annotation.updated_at), annotation.layer_id`,
  );
  const turns = await inTurns(tx, layers, (turn) => recodeLayers(command, access, recoding, sortedIds(turn)));
  return {
    annotations: turns.reduce((sum, turn) => sum + turn.annotations, 0),
    doubles: turns.flatMap((turn) => turn.doubles),
    drafts: turns.flatMap((turn) => turn.drafts),
  };
}

/** Always in this order, so that nobody is waited for in a circle. */
function sortedIds(layers: readonly { readonly id: string }[]): string[] {
  return layers.map(({ id }) => id).sort();
}

/** A coder who meanwhile puts the other tag on the same words makes it a double: then it is looked at once more. */
async function recodeLayers(
  command: Command,
  access: Access,
  recoding: Chosen,
  layerIds: readonly string[],
): Promise<Recoded> {
  const { tx, projectId } = command;
  const ids = sql`${[...layerIds]}::uuid[]`;
  // Against a first pass that would be made of a layer while it is recoded; whoever codes there goes on.
  await hold(tx, 'layer', { projectId, id: layerIds }, 'there');
  const here = { ...recoding, which: sql`annotation.layer_id = ANY(${ids}) AND ${recoding.which}` };
  for (let attempt = 1; ; attempt += 1) {
    const savepoint = await openSavepoint(tx, 'recoding');
    try {
      const drafts: SetDraft[] = [];
      const doubles = await findDoubles(command, access, here);
      const put = await putAway(command, access, doubles, here, drafts);
      const moved = await move(command, access, here, drafts);
      await savepoint.release();
      return { annotations: put + moved, doubles, drafts };
    } catch (error) {
      if (constraintRefusal(error)?.code !== 'annotation_twice' || attempt === ATTEMPTS) throw error;
      await savepoint.takeBack();
    }
  }
}

const ATTEMPTS = 5;

/** Tells what was recoded, once it stays: no other command on the codebook comes between it and the end. */
export async function tellRecoded(
  command: Command,
  recoded: readonly Recoded[],
): Promise<Omit<RecodeOutput, 'opId'>> {
  for (const draft of recoded.flatMap(({ drafts }) => drafts)) command.recordSet(draft);
  const doubles = recoded.flatMap((each) => each.doubles);
  await joinFinal(command, doubles);
  return {
    annotations: recoded.reduce((sum, each) => sum + each.annotations, 0),
    doubles: reportOf(doubles),
  };
}

/**
 * Living annotations with a tag, in a project, or in layers of it, that whoever asks names. The index of tags goes on
 * with the layer: by the tag alone all that earlier turns wrote would be gone through again.
 */
function wanted(from: string): Sql {
  return sql`annotation.tag_id = ${from}::uuid AND annotation.deleted_at IS NULL AND ${recodable}`;
}

async function findDoubles(
  { tx, projectId }: Command,
  access: Access,
  { from, to, which }: Chosen,
): Promise<Double[]> {
  const rows = await tx.rows(
    selectedRow.annotation.extend({ layer: layerPlace, doubleOf: z.string(), seen: z.boolean() }),
    sql`SELECT ${selectList('annotation')}, (SELECT other.id ${otherWith(to)}) AS "doubleOf", ${whereLayerSeen(access.scope)} AS seen,
          jsonb_build_object('roundId', layer.round_id, 'documentId', layer.document_id, 'memberId', layer.member_id,
            'kind', layer.kind) AS layer
        FROM annotation JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
        WHERE annotation.project_id = ${projectId}::uuid AND ${wanted(from)} AND ${which} AND ${isDouble(to)}
        ORDER BY annotation.layer_id, annotation.id FOR NO KEY UPDATE OF annotation`,
  );
  return rows.map(({ layer, doubleOf, seen, ...row }) => ({
    row: toWireRow('annotation', row),
    layer,
    doubleOf,
    seen,
  }));
}

async function putAway(
  command: Command,
  access: Access,
  doubles: readonly Double[],
  { from, action }: Chosen,
  drafts: SetDraft[],
): Promise<number> {
  if (doubles.length === 0) return 0;
  const now = command.at.toISOString();
  const keys = doubles.map(({ row }) => row);
  return rewrite(command, access, drafts, {
    which: sql`${wanted(from)} AND (annotation.layer_id, annotation.id) IN (SELECT * FROM unnest(
      ${keys.map((row) => row.layerId)}::uuid[], ${keys.map((row) => row.id)}::uuid[]))`,
    set: sql`deleted_at = ${now}`,
    before: { deletedAt: null },
    after: { deletedAt: now, updatedAt: now },
    action: action ?? 'remove',
  });
}

function move(
  command: Command,
  access: Access,
  { from, to, codebookVersion, which, action }: Chosen,
  drafts: SetDraft[],
): Promise<number> {
  return rewrite(command, access, drafts, {
    which: sql`${wanted(from)} AND ${which}`,
    set: sql`tag_id = ${to}::uuid, codebook_version = ${codebookVersion}`,
    before: { tagId: from },
    after: { tagId: to, codebookVersion, updatedAt: command.at.toISOString() },
    action: action ?? 'edit',
  });
}

interface Rewriting extends Pick<SetDraft, 'before' | 'after' | 'action'> {
  readonly which: Sql;
  readonly set: Sql;
}

/** Writes alike what may be thousands of annotations, in one statement; returns how many of them the giver may see. */
async function rewrite(
  { tx, projectId, at }: Command,
  access: Access,
  drafts: SetDraft[],
  { which, set, before, after, action }: Rewriting,
): Promise<number> {
  const former = 'codebookVersion' in after ? sql`, 'codebookVersion', was` : noSql;
  const layers = await tx.rows(
    layerPlace.extend({ id: z.string(), seen: z.boolean(), count: z.number(), rows: z.string() }),
    sql`WITH chosen AS MATERIALIZED (
          SELECT annotation.project_id, annotation.layer_id, annotation.id, annotation.codebook_version AS was, annotation.updated_at AS touched
          FROM annotation JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
          WHERE annotation.project_id = ${projectId}::uuid AND ${which} FOR NO KEY UPDATE OF annotation
        ), written AS (
          UPDATE annotation SET ${set}, version = annotation.version + 1, updated_at = ${at}
          FROM chosen WHERE annotation.project_id = chosen.project_id AND annotation.layer_id = chosen.layer_id AND annotation.id = chosen.id
          RETURNING annotation.layer_id, annotation.id, annotation.version, chosen.was, chosen.touched
        ), told AS MATERIALIZED (
          SELECT layer_id, count(*)::int AS count, jsonb_agg(jsonb_build_object('id', id, 'version', version, 'before',
            jsonb_build_object('updatedAt', ${isoOf(sql`touched`)} ${former}))) AS rows, gen_random_uuid() AS kept
          FROM written GROUP BY layer_id
        ), waiting AS (
          INSERT INTO ${setRows} (id, rows) SELECT kept, rows FROM told
        )
        SELECT layer.id, layer.round_id AS "roundId", layer.document_id AS "documentId", layer.member_id AS "memberId",
          layer.kind, ${whereLayerSeen(access.scope)} AS seen, told.count, told.kept AS rows
        FROM told JOIN layer ON layer.project_id = ${projectId}::uuid AND layer.id = told.layer_id ORDER BY layer.id`,
  );
  for (const { id: layerId, documentId, rows, ...layer } of layers) {
    const stream = streamOfLayer({ id: layer.roundId }, { ...layer, documentId });
    drafts.push({ stream, action, noun: 'annotation', layerId, documentId, before, after, rows });
  }
  return layers.filter(({ seen }) => seen).reduce((sum, { count }) => sum + count, 0);
}

async function joinFinal(command: Command, doubles: readonly Double[]): Promise<void> {
  for (const { row, layer, doubleOf } of doubles) {
    if (layer.kind !== 'final') continue;
    const stream = streamOfLayer({ id: layer.roundId }, layer);
    await joinDecisions(command, row.layerId, stream, { goes: row.id, stays: doubleOf });
  }
}

function reportOf(doubles: readonly Double[]): RecodeOutput['doubles'] {
  return doubles
    .filter(({ seen }) => seen)
    .map(({ row, layer }) => ({
      documentId: row.documentId,
      annotationId: row.id,
      memberId: layer.memberId,
      quote: row.quote,
      memo: row.memo,
    }));
}
