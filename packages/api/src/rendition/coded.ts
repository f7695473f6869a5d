import type { CodedText } from '@koersvast/core/text';
import {
  type Command,
  holdRows,
  type Rows,
  type SeenBefore,
  sql,
  toWireRows,
  wireFields,
} from '@koersvast/db';
import { z } from 'zod';
import type { Study } from '../study/study.ts';

/** All that coders have in a letter now, and what was said of it. */
export interface Coded {
  /** Their current layers. */
  readonly layers: readonly (Rows['layer'] & { readonly memberId: string })[];
  /** What is alive in them, by layer and id. */
  readonly annotations: readonly Rows['annotation'][];
  readonly readings: readonly Rows['reading'][];
  /** Those that were withdrawn or superseded too. */
  readonly reviews: readonly Rows['review'][];
}

/** As somebody sees it at one moment. */
export async function readCoded(study: Study, documentId: string): Promise<Coded> {
  const seen = await study.layers({ documentIds: [documentId], kinds: ['current'] });
  return {
    layers: seen.flatMap((layer) =>
      layer.memberId === null ? [] : [{ ...layer, memberId: layer.memberId }],
    ),
    annotations: inOrder(await study.annotations(seen)),
    readings: inOrder(await study.readings(seen)),
    reviews: inOrder(await study.reviews(seen)),
  };
}

/** By layer and id, as they are held. */
function inOrder<Row extends { readonly layerId: string; readonly id: string }>(rows: readonly Row[]): Row[] {
  const keyOf = ({ layerId, id }: Row) => `${layerId} ${id}`;
  return rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** The same in a letter that is held, held as well. */
export async function holdCoded({ tx, projectId }: Command, documentId: string): Promise<Coded> {
  const rows = await tx.layer.findMany({
    where: { projectId, documentId, kind: 'current' },
    orderBy: { id: 'asc' },
    select: wireFields.layer,
  });
  const layers = toWireRows('layer', rows).flatMap((layer) =>
    layer.memberId === null ? [] : [{ ...layer, memberId: layer.memberId }],
  );
  const layerId = layers.map(({ id }) => id);
  return {
    layers,
    annotations: await holdRows(tx, 'annotation', { projectId, layerId, deletedAt: null }),
    readings: await holdRows(tx, 'reading', { projectId, layerId, deletedAt: null }),
    reviews: inOrder(await holdRows(tx, 'review', { projectId, layerId })),
  };
}

/** What is carried over of it, in the same order; of verdicts those that propose other boundaries. */
export function codedText({ annotations, readings, reviews }: Coded): CodedText {
  return {
    annotations: annotations.map(({ layerId, tagId, start, end }) => ({ layerId, tagId, start, end })),
    readings: readings.map(({ layerId, block }) => ({ layerId, block })),
    proposals: reviews.map(proposedIn).filter((span) => span !== null),
  };
}

/** The boundaries that a verdict proposes; null for none. */
export function proposedIn({
  proposedStart: start,
  proposedEnd: end,
}: Pick<Rows['review'], 'proposedStart' | 'proposedEnd'>): { start: number; end: number } | null {
  return start === null || end === null ? null : { start, end };
}

const beside = z.object({
  layerId: z.string(),
  id: z.string(),
  independent: z.boolean().nullable(),
  seenBefore: z.enum(['unopened', 'opened', 'unrecorded']).nullable(),
});

/** What annotations hold beside what is told of them: what their coder could see of others' work. */
export interface Beside {
  readonly independent: boolean | null;
  readonly seenBefore: SeenBefore | null;
}

/** By layer and id. */
export async function readBeside(
  { tx, projectId }: Pick<Command, 'tx' | 'projectId'>,
  layerIds: readonly string[],
): Promise<ReadonlyMap<string, Beside>> {
  const rows = await tx.rows(
    beside,
    sql`SELECT layer_id AS "layerId", id, independent, seen_before AS "seenBefore" FROM annotation
        WHERE project_id = ${projectId}::uuid AND layer_id = ANY(${[...layerIds]}::uuid[]) AND deleted_at IS NULL`,
  );
  return new Map(rows.map(({ layerId, id, ...each }) => [`${layerId} ${id}`, each]));
}
