import { layered, sql, whereLayerSeen } from '@koersvast/db';
import { z } from 'zod';
import type { ComparedKind } from './compared.ts';
import type { Here } from './here.ts';
import { isWholePlace, type Kept, placeKey, readKept, type StudyPlace } from './kept.ts';
import { standing } from './passage-filter.ts';

/** What stands in a layer, in short: a text of it is kept, sent, and read where it is searched. */
export interface LayerCodings {
  readonly kind: ComparedKind;
  readonly roundId: string;
  readonly memberId: string | null;
  readonly tagIds: readonly string[];
  /** Of each coding: its tag as a place in `tagIds`, start, end (UTF-16), certainty and verdict; 0 where there is none. */
  readonly numbers: readonly number[];
  /** By the place of the coding. */
  readonly memos: Readonly<Record<string, string>>;
}

/** The codings of a kind of layers of a letter in a round, as JSON of `LayerCodings`, one text for each layer. */
export interface PackedCodings {
  readonly layers: readonly string[];
}

/** What a verdict is as a number; 0 is none. */
export const verdictNumbers = { accept: 1, change: 2, reject: 3 } as const;

/**
 * All codings of places, as far as the person may see: where they see all work it is kept, and read again only where
 * something was changed; of places of which they see their own alone it is read each time.
 */
export async function readPackedCodings(
  here: Here,
  kept: Kept,
  { kind, places }: { readonly kind: ComparedKind; readonly places: readonly StudyPlace[] },
): Promise<Map<string, PackedCodings>> {
  const whole = await readKept(here, kept, {
    name: `codings ${kind}`,
    places,
    make: (documentIds) => readCodings(here, kind, documentIds),
  });
  const own = places.filter((place) => !isWholePlace(here.access.scope, place));
  if (own.length === 0) return whole;
  const read = await readCodings(here, kind, [...new Set(own.map(({ documentId }) => documentId))]);
  for (const place of own) {
    const found = read.get(placeKey(place));
    if (found) whole.set(placeKey(place), found);
  }
  return whole;
}

const coding = z.object({
  layerId: z.string(),
  roundId: z.string(),
  documentId: z.string(),
  memberId: z.string().nullable(),
  tagId: z.string(),
  start: z.number(),
  end: z.number(),
  certainty: z.number().nullable(),
  memo: z.string().nullable(),
  verdict: z.enum(['accept', 'change', 'reject']).nullable(),
});

async function readCodings(
  here: Here,
  kind: ComparedKind,
  documentIds: readonly string[],
): Promise<Map<string, PackedCodings>> {
  const { projectId, scope } = here.access;
  const rows = await here.tx.rows(
    coding,
    sql`SELECT layer.id AS "layerId", layer.round_id AS "roundId", layer.document_id AS "documentId",
          layer.member_id AS "memberId", annotation.tag_id AS "tagId", annotation.start, annotation."end",
          annotation.certainty, annotation.memo, judged.verdict::text AS verdict
        FROM ${kind === 'first_pass' ? layered.annotation : sql`annotation`}
          JOIN layer ON layer.project_id = annotation.project_id AND layer.id = annotation.layer_id
          LEFT JOIN review AS judged ON ${standing(here, sql`judged`)} AND judged.layer_id = annotation.layer_id
            AND judged.annotation_id = annotation.id
        WHERE annotation.project_id = ${projectId}::uuid AND annotation.document_id = ANY(${[...documentIds]}::uuid[])
          AND annotation.deleted_at IS NULL AND layer.kind::text = ${kind} AND ${whereLayerSeen(scope)}
        ORDER BY layer.id, annotation.start, annotation."end", annotation.id`,
  );
  const places = new Map<string, string[]>();
  for (const codings of Map.groupBy(rows, ({ layerId }) => layerId).values()) {
    const [first] = codings;
    if (!first) continue;
    const key = placeKey(first);
    places.set(key, [...(places.get(key) ?? []), JSON.stringify(layerOf(kind, codings))]);
  }
  return new Map([...places].map(([key, layers]) => [key, { layers }]));
}

function layerOf(kind: ComparedKind, codings: readonly z.infer<typeof coding>[]): LayerCodings {
  const tags = new Map<string, number>();
  const numbers: number[] = [];
  const memos: Record<string, string> = {};
  for (const [at, { tagId, start, end, certainty, memo, verdict }] of codings.entries()) {
    const tag = tags.get(tagId) ?? tags.size;
    tags.set(tagId, tag);
    numbers.push(tag, start, end, certainty ?? 0, verdict === null ? 0 : verdictNumbers[verdict]);
    if (memo !== null) memos[at] = memo;
  }
  const { roundId = '', memberId = null } = codings[0] ?? {};
  return { kind, roundId, memberId, tagIds: [...tags.keys()], numbers, memos };
}
