import {
  annotationRow,
  layerRow,
  projectRow,
  readingRow,
  replyRow,
  reviewRow,
  roundRow,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import {
  type Access,
  accessFrom,
  askAccess,
  askedAccess,
  askSight,
  type Command,
  identifier,
  joinSql,
  keepPlan,
  type Noun,
  noSql,
  notedSight,
  type Rows,
  type Sql,
  selectedRow,
  selectList,
  sql,
  type Tx,
  toWireRow,
  wireJson,
} from '@koersvast/db';
import { z } from 'zod';

/** Who asks. */
type Asker = Pick<Command, 'projectId' | 'personId' | 'memberId'> & { readonly tx: Tx };

/** What a command needs of the place where it works. */
export interface Wanted {
  /** The giver's own present layer, held or only looked at; the final one, held; the layer of the verdict or reply that is wanted; or one that is named. */
  readonly layer?: 'own' | 'own-unheld' | 'final' | 'of-said' | { readonly id: string } | undefined;
  /** Holds the document, so that the letter is not read again meanwhile: where nothing else is held that keeps it from that. */
  readonly holdsDocument?: boolean | undefined;
  /** Holds that layer as well. */
  readonly holdsLayer?: boolean | undefined;
  /** The kinds of reasons that the project has. */
  readonly verdictKinds?: boolean | undefined;
  /** An annotation of that layer, held; or that of which the verdict speaks. */
  readonly annotation?: { readonly id: string } | 'of-review' | undefined;
  /** A reading of that layer, held. */
  readonly reading?: { readonly id: string } | undefined;
  /** A verdict, held; or the one that stands on the annotation. */
  readonly review?: { readonly id: string } | 'standing' | undefined;
  /** What somebody said, held. */
  readonly reply?: { readonly id: string } | undefined;
  /** A tag that is to be used, held against a merge alone: one that is named, that of the annotation, or the proposed one. */
  readonly tag?: { readonly id: string } | 'of-annotation' | 'proposed' | undefined;
  /** A block of the document, by its place, and whether that layer has a living annotation that touches it. */
  readonly block?: number | undefined;
  /** Whether the giver has a first pass there. */
  readonly firstPass?: boolean | undefined;
  /** What the giver could see of others' work on the letter. */
  readonly sight?: boolean | undefined;
  /** What the giver may see; or that only where they are not about to code the letter blind, and nothing is noted of it. */
  readonly access?: boolean | 'unless-blind' | undefined;
}

const found = z.object({
  round: roundRow.nullable(),
  document: z.object({ removed: z.boolean(), replacedById: z.string().nullable() }).nullable(),
  layer: layerRow.nullable(),
  annotation: annotationRow.nullable(),
  reading: readingRow.nullable(),
  review: reviewRow.nullable(),
  reply: replyRow.nullable(),
  tag: z.object({ archived: z.boolean(), codebookVersion: z.int() }).nullable(),
  block: z.object({ start: z.int(), end: z.int(), coded: z.boolean() }).nullable(),
  firstPass: z.boolean().nullable(),
  sight: notedSight.nullable(),
  /** Whether the giver codes the letter again elsewhere. */
  repeated: z.boolean().nullable(),
  verdictKinds: projectRow.shape.verdictKinds.nullable(),
  access: askedAccess.nullable(),
});

/** What was found in a place, and is held until the end as far as `Wanted` says. */
export type Held = Omit<z.output<typeof found>, 'access'> & { readonly access: Access | null };

function layerWanted({ projectId, memberId }: Asker, place: Place, wanted: Wanted): Sql | null {
  const here = sql`layer.project_id = ${projectId}::uuid AND layer.document_id = ${place.documentId}::uuid
    AND layer.round_id = ${place.roundId}::uuid`;
  if (wanted.layer === 'own' || wanted.layer === 'own-unheld')
    return sql`SELECT * FROM layer WHERE ${here} AND layer.member_id = ${memberId}::uuid AND layer.kind = 'current'
      ${wanted.layer === 'own' ? sql`FOR NO KEY UPDATE` : noSql}`;
  if (wanted.layer === 'final')
    return sql`SELECT * FROM layer WHERE ${here} AND layer.kind = 'final' FOR NO KEY UPDATE`;
  if (wanted.layer === 'of-said') {
    const said = wanted.reply ? sql`held_reply` : wanted.annotation ? sql`said_review` : sql`held_review`;
    return sql`SELECT layer.* FROM ${said} AS said JOIN layer ON layer.project_id = said.project_id AND layer.id = said.layer_id WHERE ${here}
      ${wanted.holdsLayer ? sql`FOR NO KEY UPDATE OF layer` : noSql}`;
  }
  return wanted.layer ? sql`SELECT * FROM layer WHERE ${here} AND layer.id = ${wanted.layer.id}::uuid` : null;
}

function annotationWanted({ projectId }: Asker, { annotation: which }: Wanted): Sql | null {
  if (!which) return null;
  const [from, id] =
    which === 'of-review'
      ? [sql`CROSS JOIN said_review AS said`, sql`said.annotation_id`]
      : [noSql, sql`${which.id}::uuid`];
  return sql`SELECT annotation.* FROM held_layer ${from}
      JOIN annotation ON annotation.project_id = held_layer.project_id AND annotation.layer_id = held_layer.id
    WHERE annotation.project_id = ${projectId}::uuid AND annotation.id = ${id} FOR NO KEY UPDATE OF annotation`;
}

function readingWanted({ projectId }: Asker, { reading: which }: Wanted): Sql | null {
  if (!which) return null;
  return sql`SELECT reading.* FROM held_layer JOIN reading ON reading.project_id = held_layer.project_id
      AND reading.layer_id = held_layer.id
    WHERE reading.project_id = ${projectId}::uuid AND reading.id = ${which.id}::uuid FOR NO KEY UPDATE OF reading`;
}

function replyWanted({ projectId }: Asker, { reply: which }: Wanted): Sql | null {
  if (!which) return null;
  return sql`SELECT * FROM reply WHERE project_id = ${projectId}::uuid AND id = ${which.id}::uuid FOR NO KEY UPDATE`;
}

function reviewWanted({ projectId }: Asker, { review: which, annotation }: Wanted): Sql | null {
  if (!which) return null;
  const ofProject = sql`review.project_id = ${projectId}::uuid`;
  const wanted =
    which === 'standing'
      ? sql`review.superseded_at IS NULL AND review.withdrawn_at IS NULL`
      : sql`review.id = ${which.id}::uuid`;
  if (!annotation) return sql`SELECT * FROM review WHERE ${ofProject} AND ${wanted} FOR NO KEY UPDATE`;
  return sql`SELECT review.* FROM held_annotation
      JOIN review ON review.project_id = held_annotation.project_id AND review.layer_id = held_annotation.layer_id AND review.annotation_id = held_annotation.id
    WHERE ${ofProject} AND ${wanted} FOR NO KEY UPDATE OF review`;
}

/** Of what a verdict speaks, which never changes: it is looked at before that is held, and the verdict after it. */
function saidWanted({ projectId }: Asker, { review: which, annotation }: Wanted): Sql | null {
  if (annotation !== 'of-review' || typeof which !== 'object') return null;
  return sql`SELECT project_id, layer_id, annotation_id FROM review
    WHERE project_id = ${projectId}::uuid AND id = ${which.id}::uuid`;
}

function tagWanted({ projectId }: Asker, { tag: which }: Wanted): Sql | null {
  if (!which) return null;
  const [from, id] =
    which === 'of-annotation'
      ? [sql`held_annotation AS said,`, sql`said.tag_id`]
      : which === 'proposed'
        ? [sql`held_review AS said,`, sql`said.proposed_tag_id`]
        : [noSql, sql`${which.id}::uuid`];
  return sql`SELECT tag.archived_at, project.codebook_version FROM ${from} tag JOIN project ON project.id = tag.project_id
    WHERE tag.project_id = ${projectId}::uuid AND tag.id = ${id} FOR KEY SHARE OF tag`;
}

function blockWanted({ projectId }: Asker, place: Place, { block: index }: Wanted): Sql {
  if (index === undefined) return sql`NULL`;
  return sql`(SELECT jsonb_build_object('start', block.start, 'end', block."end", 'coded', EXISTS (
      SELECT 1 FROM held_layer
        JOIN annotation ON annotation.project_id = held_layer.project_id AND annotation.layer_id = held_layer.id
      WHERE annotation.deleted_at IS NULL AND block.start < annotation."end" AND block."end" > annotation.start))
    FROM block WHERE block.project_id = ${projectId}::uuid AND block.document_id = ${place.documentId}::uuid AND block.index = ${index})`;
}

function firstPassWanted({ projectId, memberId }: Asker, place: Place, { firstPass }: Wanted): Sql {
  if (!firstPass) return sql`NULL`;
  return sql`EXISTS (SELECT 1 FROM layer WHERE project_id = ${projectId}::uuid
    AND document_id = ${place.documentId}::uuid AND round_id = ${place.roundId}::uuid
    AND member_id = ${memberId}::uuid AND kind = 'first_pass')`;
}

/** Whether the giver holds the letter in a round of repeats that is not this one, and has not finished it there. */
function repeatedElsewhere({ projectId, memberId }: Asker, { documentId, roundId }: Place): Sql {
  return sql`EXISTS (SELECT 1 FROM assignment AS again
      JOIN round AS repeats ON repeats.project_id = again.project_id AND repeats.id = again.round_id
    WHERE again.project_id = ${projectId}::uuid AND again.document_id = ${documentId}::uuid
      AND again.member_id = ${memberId}::uuid AND again.round_id <> ${roundId}::uuid AND again.removed_at IS NULL
      AND again.state IN ('todo', 'in_progress') AND repeats.repeats IS NOT NULL AND repeats.revealed_at IS NULL
      AND repeats.removed_at IS NULL)`;
}

/** Whether what the giver may see is asked: of a desk only where something of others may have to be noted. */
function accessWanted(command: Asker, place: Place, { access }: Wanted): Sql {
  if (access !== 'unless-blind') return access ? askAccess(command) : sql`NULL`;
  const { projectId, memberId } = command;
  return sql`CASE WHEN EXISTS (SELECT 1 FROM round WHERE project_id = ${projectId}::uuid AND id = ${place.roundId}::uuid
      AND blind AND revealed_at IS NULL) AND NOT EXISTS (SELECT 1 FROM unblinding WHERE project_id = ${projectId}::uuid
      AND round_id = ${place.roundId}::uuid AND member_id = ${memberId}::uuid)
    OR EXISTS (SELECT 1 FROM sight WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid
      AND document_id = ${place.documentId}::uuid) THEN NULL ELSE ${askAccess(command)} END`;
}

/**
 * All that a command needs of the place where it works, in one statement. What is wanted is held in the order in which
 * it is built on one another: layer, annotation, the verdict on it, tag. A verdict or reply that is wanted without its
 * annotation comes first.
 */
export async function holdAt(command: Asker, place: Place, wanted: Wanted): Promise<Held> {
  const { tx, projectId } = command;
  const review = reviewWanted(command, wanted);
  const isAlone = !wanted.annotation;
  const wishes: [string, Sql | null][] = [
    ['said_review', saidWanted(command, wanted)],
    ['held_reply', replyWanted(command, wanted)],
    ['held_review', isAlone ? review : null],
    ['held_layer', layerWanted(command, place, wanted)],
    ['held_annotation', annotationWanted(command, wanted)],
    ['held_reading', readingWanted(command, wanted)],
    ['held_review', isAlone ? null : review],
    ['held_tag', tagWanted(command, wanted)],
  ];
  const held = new Map(wishes.flatMap(([name, query]) => (query ? [[name, query]] : [])));
  const ctes = [...held].map(([name, query]) => sql`${identifier(name)} AS MATERIALIZED (${query})`);
  const rowOf = (noun: Noun) =>
    held.has(`held_${noun}`)
      ? sql`(SELECT ${wireJson(noun)} FROM ${identifier(`held_${noun}`)} AS ${identifier(noun)})`
      : sql`NULL`;
  const tag = held.has('held_tag')
    ? sql`(SELECT jsonb_build_object('archived', archived_at IS NOT NULL, 'codebookVersion', codebook_version) FROM held_tag)`
    : sql`NULL`;
  const kinds = wanted.verdictKinds
    ? sql`(SELECT verdict_kinds FROM project WHERE id = ${projectId}::uuid)`
    : sql`NULL`;
  const row = await tx.row(
    found,
    keepPlan(sql`${ctes.length > 0 ? sql`WITH ${joinSql(ctes)}` : noSql} SELECT
      (SELECT ${wireJson('round')} FROM round WHERE project_id = ${projectId}::uuid AND id = ${place.roundId}::uuid)
        AS round,
      (SELECT jsonb_build_object('removed', removed_at IS NOT NULL, 'replacedById', replaced_by_id) FROM document
        WHERE project_id = ${projectId}::uuid AND id = ${place.documentId}::uuid ${wanted.holdsDocument ? sql`FOR KEY SHARE` : noSql}) AS document,
      ${rowOf('reply')} AS reply, ${rowOf('layer')} AS layer,
      ${rowOf('annotation')} AS annotation, ${rowOf('reading')} AS reading, ${rowOf('review')} AS review, ${tag} AS tag,
      ${wanted.sight ? askSight(command, place) : sql`NULL`} AS sight,
      ${wanted.sight ? repeatedElsewhere(command, place) : sql`NULL`} AS repeated,
      ${blockWanted(command, place, wanted)} AS block, ${firstPassWanted(command, place, wanted)} AS "firstPass",
      ${kinds} AS "verdictKinds", ${accessWanted(command, place, wanted)} AS access`),
  );
  if (!row) throw new Error('a statement that told nothing');
  const { access, ...rest } = row;
  return { ...rest, access: access && accessFrom(projectId, access) };
}

/** Living readings of a layer whose blocks a span touches, held, in the order of the text. */
export async function holdReadingsUnder(
  { tx, projectId }: Pick<Asker, 'tx' | 'projectId'>,
  layerId: string,
  span: { readonly start: number; readonly end: number },
): Promise<Rows['reading'][]> {
  const rows = await tx.rows(
    selectedRow.reading,
    keepPlan(sql`SELECT ${selectList('reading')} FROM reading
      WHERE project_id = ${projectId}::uuid AND layer_id = ${layerId}::uuid AND deleted_at IS NULL AND EXISTS (
        SELECT 1 FROM block WHERE block.project_id = reading.project_id AND block.document_id = reading.document_id
          AND block.index = reading.block AND block.start < ${span.end} AND block."end" > ${span.start})
      ORDER BY block, id FOR NO KEY UPDATE`),
  );
  return rows.map((row) => toWireRow('reading', row));
}

/** The same under many annotations at once, in whatever layers. */
export async function holdReadingsUnderAll(
  { tx, projectId }: Pick<Asker, 'tx' | 'projectId'>,
  annotations: readonly { readonly layerId: string; readonly id: string }[],
): Promise<Rows['reading'][]> {
  const rows = await tx.rows(
    selectedRow.reading,
    sql`SELECT ${selectList('reading')} FROM reading
        WHERE project_id = ${projectId}::uuid AND layer_id = ANY(${[...new Set(annotations.map((each) => each.layerId))]}::uuid[])
          AND deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM block JOIN annotation ON annotation.project_id = block.project_id AND annotation.layer_id = reading.layer_id
                AND annotation.id = ANY(${annotations.map(({ id }) => id)}::uuid[])
            WHERE block.project_id = reading.project_id AND block.document_id = reading.document_id AND block.index = reading.block
              AND block.start < annotation."end" AND block."end" > annotation.start)
        ORDER BY layer_id, id FOR NO KEY UPDATE`,
  );
  return rows.map((row) => toWireRow('reading', row));
}

/** Whether any of these readings, alive, is of a block that a living annotation of its layer touches. */
export async function isAnyCoded(
  { tx, projectId }: Pick<Asker, 'tx' | 'projectId'>,
  readings: readonly { readonly layerId: string; readonly id: string }[],
): Promise<boolean> {
  const coded = await tx.row(
    sql`SELECT 1 FROM reading
          JOIN block ON block.project_id = reading.project_id AND block.document_id = reading.document_id AND block.index = reading.block
          JOIN annotation ON annotation.project_id = reading.project_id AND annotation.layer_id = reading.layer_id
            AND annotation.deleted_at IS NULL AND block.start < annotation."end" AND block."end" > annotation.start
        WHERE reading.project_id = ${projectId}::uuid AND reading.deleted_at IS NULL AND (reading.layer_id, reading.id) IN (
          SELECT * FROM unnest(${readings.map(({ layerId }) => layerId)}::uuid[], ${readings.map(({ id }) => id)}::uuid[])) LIMIT 1`,
  );
  return coded !== undefined;
}

/**
 * The round of a place. Throws `not_found` where the project lacks round or document, `round_removed` and
 * `document_removed`, and `document_replaced` for a reading that is no longer worked on.
 */
export function roundOf({ round: found, document }: Pick<Held, 'round' | 'document'>): Rows['round'] {
  if (!found || !document) throw new DomainError('not_found');
  if (found.removedAt !== null) throw new DomainError('round_removed');
  if (document.removed) throw new DomainError('document_removed');
  if (document.replacedById !== null)
    throw new DomainError('document_replaced', { id: document.replacedById });
  return found;
}

/** The version of the codebook in which the wanted tag is chosen. Throws `not_found` and `tag_archived`. */
export function livingTag({ tag }: Pick<Held, 'tag'>): number {
  if (!tag) throw new DomainError('not_found');
  if (tag.archived) throw new DomainError('tag_archived');
  return tag.codebookVersion;
}
