import { layered, sql, whereAssignmentSeen, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';
import { isWholePlace, type Kept, placeKey, readKept, type StudyPlace } from './kept.ts';

/** Kinds of layers that coders are compared by. */
export type ComparedKind = 'current' | 'first_pass' | 'final';

/** A layer of a document that is there, in a round that is there. */
const comparedLayer = z.object({
  id: z.string(),
  kind: z.enum(['current', 'first_pass', 'final']),
  roundId: z.string(),
  documentId: z.string(),
  memberId: z.string().nullable(),
  independent: z.boolean(),
  finished: z.boolean(),
});
export type ComparedLayer = Readonly<z.infer<typeof comparedLayer>>;

/** The layers of these kinds that the person may see, in the order in which their documents were added. */
export function readComparedLayers(
  { tx, access: { projectId, scope } }: Here,
  kinds: readonly ComparedKind[],
): Promise<ComparedLayer[]> {
  return tx.rows(
    comparedLayer,
    sql`SELECT layer.id, layer.kind, layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId", layer.independent, layer.finished_at IS NOT NULL AS finished
        FROM layer JOIN round ON round.project_id = layer.project_id AND round.id = layer.round_id
          JOIN document ON document.project_id = layer.project_id AND document.id = layer.document_id
        WHERE layer.project_id = ${projectId}::uuid AND ${whereLayerSeen(scope)}
          AND layer.kind::text = ANY(${[...kinds]}::text[])
          AND round.removed_at IS NULL AND document.removed_at IS NULL
        ORDER BY document.created_at, document.id, round.number, layer.created_at, layer.id`,
  );
}

/** How far whoever was given a document is with it. */
const codedState = z.object({
  roundId: z.string(),
  documentId: z.string(),
  memberId: z.string(),
  done: z.boolean(),
  doneAt: z.date().nullable(),
});
export type CodedState = Readonly<z.infer<typeof codedState>>;

/** The same of all documents and rounds that are there, as far as the person may see. */
export function readCodedStates({ tx, access: { projectId, scope } }: Here): Promise<CodedState[]> {
  return tx.rows(
    codedState,
    sql`SELECT assignment.round_id AS "roundId", assignment.document_id AS "documentId",
          assignment.member_id AS "memberId", assignment.state = 'done' AS done, assignment.done_at AS "doneAt"
        FROM assignment JOIN round ON round.project_id = assignment.project_id AND round.id = assignment.round_id
          JOIN document ON document.project_id = assignment.project_id AND document.id = assignment.document_id
        WHERE assignment.project_id = ${projectId}::uuid AND ${whereAssignmentSeen(scope)}
          AND assignment.removed_at IS NULL AND round.removed_at IS NULL AND document.removed_at IS NULL`,
  );
}

/** How long the texts of the documents are that are there, in code points, in the order in which they were added. */
export async function readLengths({ tx, access }: Here): Promise<{ id: string; length: number }[]> {
  const rows = await tx.document.findMany({
    where: { projectId: access.projectId, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, lengthCp: true },
  });
  return rows.map(({ id, lengthCp }) => ({ id, length: lengthCp }));
}

/**
 * What stands in layers of one kind of a letter in a round, by layer: `tag:start,end,start,end;tag:...` in code points.
 * A text and no list, so that it is neither taken apart nor put together where people are answered.
 */
export interface PackedSpans {
  readonly layers: Readonly<Record<string, string>>;
}

/** White space as JavaScript has it. */
const white =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const isBlank = sql`btrim(annotation.quote, ${white}) = ''`;
/** Characters of white space before and after what can be seen of "annotation": of code units as many. */
const blank = {
  before: sql`CASE WHEN ${isBlank} THEN 0
    ELSE char_length(annotation.quote) - char_length(ltrim(annotation.quote, ${white})) END`,
  after: sql`CASE WHEN ${isBlank} THEN 0
    ELSE char_length(annotation.quote) - char_length(rtrim(annotation.quote, ${white})) END`,
};
/** Where "annotation" begins and ends, as it is counted, in code points and in code units. */
export const trimmed = {
  startCp: sql`(annotation.start_cp + ${blank.before})`,
  endCp: sql`(annotation.end_cp - ${blank.after})`,
  start: sql`(annotation.start + ${blank.before})`,
  end: sql`(annotation."end" - ${blank.after})`,
};

/**
 * The spans of all layers of a kind in some places, read again only where something was changed: white space at the
 * ends of a span is left out of it, as nobody sees whether it was marked.
 */
export function readPackedSpans(
  here: Here,
  kept: Kept,
  { kind, places }: { readonly kind: ComparedKind; readonly places: readonly StudyPlace[] },
): Promise<Map<string, PackedSpans>> {
  const named = Map.groupBy(places, ({ documentId }) => documentId);
  return readKept(here, kept, {
    name: `spans ${kind}`,
    places,
    make: async (documentIds) => {
      const rows = await readPacked(here, kind, documentIds);
      const byPlace = Map.groupBy(rows, placeKey);
      return new Map(
        documentIds.flatMap((id) =>
          (named.get(id) ?? []).map((place): [string, PackedSpans] => {
            const found = byPlace.get(placeKey(place)) ?? [];
            return [
              placeKey(place),
              { layers: Object.fromEntries(found.map((row) => [row.layerId, row.spans])) },
            ];
          }),
        ),
      );
    },
  });
}

/**
 * The same of places of which the person sees their own work alone: what stands in their own layers, by layer. It is
 * read each time, since it is of one sight.
 */
export async function readOwnPackedSpans(
  here: Here,
  { kind, places }: { readonly kind: ComparedKind; readonly places: readonly StudyPlace[] },
): Promise<Map<string, string>> {
  const own = places.filter((place) => !isWholePlace(here.access.scope, place));
  if (own.length === 0) return new Map();
  const rows = await readPacked(here, kind, [...new Set(own.map(({ documentId }) => documentId))]);
  return new Map(rows.map(({ layerId, spans }) => [layerId, spans]));
}

const packed = z.object({
  layerId: z.string(),
  roundId: z.string(),
  documentId: z.string(),
  spans: z.string(),
});

function readPacked(
  { tx, access: { projectId, scope } }: Here,
  kind: ComparedKind,
  documentIds: readonly string[],
): Promise<z.infer<typeof packed>[]> {
  return tx.rows(
    packed,
    sql`SELECT layer.id AS "layerId", layer.round_id AS "roundId", layer.document_id AS "documentId",
          string_agg(of_tag.tag_id || ':' || of_tag.spans, ';' ORDER BY of_tag.tag_id) AS spans
        FROM layer JOIN (
          SELECT annotation.layer_id, annotation.tag_id,
            string_agg(${trimmed.startCp} || ',' || ${trimmed.endCp}, ','
              ORDER BY annotation.start_cp, annotation.end_cp) AS spans
          FROM ${kind === 'first_pass' ? layered.annotation : sql`annotation`}
          WHERE annotation.project_id = ${projectId}::uuid AND annotation.document_id = ANY(${[...documentIds]}::uuid[])
            AND annotation.deleted_at IS NULL
          GROUP BY annotation.layer_id, annotation.tag_id) AS of_tag ON of_tag.layer_id = layer.id
        WHERE layer.project_id = ${projectId}::uuid AND layer.kind::text = ${kind} AND ${whereLayerSeen(scope)}
        GROUP BY layer.id, layer.round_id, layer.document_id`,
  );
}
