import { type AnnotationNotes, annotationNotes, type NoteName, noteNames } from '@koersvast/core/annotation';
import {
  identifier,
  type LayerKind,
  layered,
  noSql,
  type SnapshotReader,
  type Sql,
  snake,
  sql,
  whereLayerSeen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';
import { type PassageFilter, wherePassage } from './passage-filter.ts';

/** Which annotations of the study; what is not named narrows nothing. */
export interface Choice {
  readonly documentId: string | null;
  /** More than one, by their ids. */
  readonly documents?: readonly string[] | undefined;
  readonly kinds: readonly LayerKind[];
  /** By their numbers. */
  readonly rounds?: readonly number[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly coders?: readonly string[] | undefined;
  /** And what else is asked of them, and of their places. */
  readonly passages?: PassageFilter | undefined;
}

function whereChosen(here: Here, { documents, rounds, tags, coders, passages }: Choice): Sql {
  const { access } = here;
  return sql`true
    ${passages === undefined ? noSql : sql`AND ${wherePassage(here, passages)}`}
    ${documents === undefined ? noSql : sql`AND annotation.document_id = ANY(${[...documents]}::uuid[])`}
    ${rounds === undefined ? noSql : sql`AND layer.round_id IN (SELECT round.id FROM round WHERE round.project_id = ${access.projectId}::uuid AND round.number = ANY(${[...rounds]}::int[]))`}
    ${tags === undefined ? noSql : sql`AND annotation.tag_id = ANY(${[...tags]}::uuid[])`}
    ${coders === undefined ? noSql : sql`AND layer.member_id = ANY(${[...coders]}::uuid[])`}`;
}

/** Annotations that may be seen: in a choice, in its layers but not chosen, and in layers of another kind. */
export const counts = z.object({ chosen: z.number(), unselected: z.number(), others: z.number() });
export type Counts = z.infer<typeof counts>;

export async function countAnnotations(here: Here, choice: Choice): Promise<Counts> {
  const { access } = here;
  const inKinds = sql`layer.kind = ANY(${[...choice.kinds]}::layer_kind[])`;
  const chosen = whereChosen(here, choice);
  const row = await here.tx.row(
    counts,
    sql`SELECT count(*) FILTER (WHERE ${inKinds} AND ${chosen})::int AS chosen,
          count(*) FILTER (WHERE ${inKinds} AND NOT (${chosen}))::int AS unselected,
          count(*) FILTER (WHERE NOT ${inKinds})::int AS others
        FROM ${layered.annotation}
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
          JOIN document ON document.project_id = annotation.project_id AND document.id = annotation.document_id
        WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
          AND document.removed_at IS NULL AND ${whereLayerSeen(access.scope)}
          AND (${choice.documentId}::uuid IS NULL OR document.id = ${choice.documentId}::uuid)`,
  );
  return row ?? { chosen: 0, unselected: 0, others: 0 };
}

/** What a stream of annotations has of each; facts of documents, layers and tags are read apart: they repeat. */
const columns = {
  id: sql`annotation.id`,
  documentId: sql`document.id`,
  layerId: sql`layer.id`,
  tagId: sql`annotation.tag_id`,
  start: sql`annotation.start`,
  end: sql`annotation."end"`,
  startCp: sql`annotation.start_cp`,
  endCp: sql`annotation.end_cp`,
  quote: sql`annotation.quote`,
  ...(Object.fromEntries(
    noteNames.map((name) => [name, sql`annotation.${identifier(snake(name))}`]),
  ) as Record<NoteName, Sql>),
  version: sql`annotation.version`,
  codebookVersion: sql`annotation.codebook_version`,
  madeAt: sql`annotation.made_at`,
  createdAt: sql`annotation.created_at`,
  updatedAt: sql`annotation.updated_at`,
  independent: sql`annotation.independent`,
  seenBefore: sql`annotation.seen_before`,
} satisfies Record<string, Sql>;

type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];
/** Where each column is in a row, so that taking rows apart costs no more than by hand. */
const placeOf = Object.fromEntries(names.map((name, place) => [name, place])) as Record<Column, number>;

function listed(each: (column: Sql) => Sql): Sql {
  const [first, ...rest] = names.map((name) => each(columns[name]));
  return rest.reduce((list, column) => sql`${list}, ${column}`, first ?? noSql);
}

/** In text order, then by tag, so that the same data always gives the same file. */
function annotationsChosen(here: Here, choice: Choice): Sql {
  const { access } = here;
  const { documentId, kinds } = choice;
  const ofDocument = documentId === null ? noSql : sql`AND document.id = ${documentId}::uuid`;
  return sql`
    FROM ${kinds.includes('first_pass') ? layered.annotation : sql`annotation`}
      JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
      JOIN document ON document.project_id = annotation.project_id AND document.id = annotation.document_id
      JOIN tag ON tag.project_id = annotation.project_id AND tag.id = annotation.tag_id
    WHERE annotation.project_id = ${access.projectId}::uuid AND annotation.deleted_at IS NULL
      AND document.removed_at IS NULL AND layer.kind = ANY(${[...kinds]}::layer_kind[])
      AND ${whereLayerSeen(access.scope)} ${ofDocument} AND ${whereChosen(here, choice)}
    ORDER BY document.created_at, document.id, annotation.start, annotation."end" DESC, tag.position, tag.id,
      annotation.id, layer.id`;
}

/** The stream as one query, for who measures it. */
export function annotationQuery(access: Here['access'], choice: Choice): Sql {
  // Nothing is asked of the database here.
  const here: Pick<Here, 'access'> = { access };
  return sql`SELECT ${listed((column) => column)} ${annotationsChosen(here as Here, choice)}`;
}

/** No text of an annotation can hold it: it is among the characters that XML 1.0 forbids. */
const separator = '\u001F';

/** One annotation of a stream. */
export interface StreamedAnnotation extends AnnotationNotes {
  readonly id: string;
  readonly documentId: string;
  readonly layerId: string;
  readonly tagId: string;
  readonly start: number;
  readonly end: number;
  readonly startCp: number;
  readonly endCp: number;
  readonly quote: string;
  readonly version: number;
  readonly codebookVersion: number;
  readonly madeAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null where it is as its layer is. */
  readonly independent: boolean | null;
  readonly seenBefore: string | null;
}

/** `2026-11-23 20:00:00.12+00`, as PostgreSQL writes it in UTC, as ISO 8601 with milliseconds. */
function isoMoment(value: string): string {
  const seconds = `${value.slice(0, 10)}T${value.slice(11, 19)}`;
  return value.length === 26
    ? `${seconds}${value.slice(19, 23)}Z`
    : `${seconds}.${value.slice(20, -3).padEnd(3, '0')}Z`;
}

/** From how the database writes it. */
const noteFrom = {
  text: (given: string) => given,
  number: Number,
  boolean: (given: string) => given === 'true',
};

function notesFrom(text: (name: NoteName) => string): AnnotationNotes {
  const said: Record<string, unknown> = {};
  for (const name of noteNames) {
    const given = text(name);
    said[name] = given === '' ? null : noteFrom[annotationNotes[name]](given);
  }
  return said as AnnotationNotes;
}

function takeApart(packed: string): StreamedAnnotation {
  const values = packed.split(separator);
  const text = (name: Column) => values[placeOf[name]] ?? '';
  const createdAt = isoMoment(text('createdAt'));
  return {
    id: text('id'),
    documentId: text('documentId'),
    layerId: text('layerId'),
    tagId: text('tagId'),
    start: Number(text('start')),
    end: Number(text('end')),
    startCp: Number(text('startCp')),
    endCp: Number(text('endCp')),
    quote: text('quote'),
    ...notesFrom(text),
    version: Number(text('version')),
    codebookVersion: Number(text('codebookVersion')),
    madeAt: isoMoment(text('madeAt')),
    createdAt,
    updatedAt: text('updatedAt') === text('createdAt') ? createdAt : isoMoment(text('updatedAt')),
    independent: text('independent') === '' ? null : text('independent') === 'true',
    seenBefore: text('seenBefore') === '' ? null : text('seenBefore'),
  };
}

/**
 * Annotations in batches, in the order of the documents and of their texts; no more than two batches are in memory.
 * Each comes as one value, which the driver takes apart many times faster.
 */
export async function* streamAnnotations(
  here: { readonly tx: SnapshotReader; readonly access: Here['access'] },
  choice: Choice,
  batch: number,
): AsyncGenerator<StreamedAnnotation[]> {
  const query = sql`SELECT concat_ws(${separator}, ${listed((column) => sql`coalesce(${column}::text, '')`)})
    ${annotationsChosen(here, choice)}`;
  for await (const rows of here.tx.batches(query, batch))
    yield rows.map(([packed]) => takeApart(packed ?? ''));
}
