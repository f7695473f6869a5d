import { reviewResponse, verdict } from '@koersvast/contracts';
import { layered, noSql, type Sql, sql } from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';
import {
  closed,
  type PassageFilter,
  repliesTo,
  seenLayers,
  standing,
  waits,
  whereAsked,
} from './passage-filter.ts';

/** In what passages are gathered: whatever has a place of its own among the others of its kind. */
export type Gathered = 'document' | 'tag' | 'coder' | 'round' | 'certainty' | 'verdict' | 'all';
/** Places of documents, tags, coders and rounds by their ids. */
export type Ranks = ReadonlyMap<string, number>;

/** Where those stand that have none: after all others. */
export const unranked = 2_000_000_000;
/** The places of certainties and verdicts. */
export const certaintyRanks = [
  ['1', 1],
  ['2', 2],
  ['3', 3],
  ['none', unranked],
] as const; // prettier-ignore
export const verdictRanks = [
  ['accept', 1],
  ['change', 2],
  ['reject', 3],
  ['none', unranked],
] as const; // prettier-ignore

/** Of each annotation the verdict that stands, as `judged`: read once, however few there are. */
function judgedIn(here: Here): Sql {
  return sql`LEFT JOIN (WITH given AS MATERIALIZED (
        SELECT review.layer_id, review.annotation_id, review.verdict::text AS verdict FROM review
        WHERE ${standing(here, sql`review`)}) SELECT * FROM given) AS judged
    ON judged.layer_id = annotation.layer_id AND judged.annotation_id = annotation.id`;
}

/** What annotations are gathered by themselves; of other things their layer says it. */
const ofAnnotation = {
  tag: sql`annotation.tag_id`,
  certainty: sql`coalesce(annotation.certainty::text, 'none')`,
  verdict: sql`coalesce(judged.verdict, 'none')`,
} as const;

const ofLayer = {
  document: sql`seen.document_id`,
  coder: sql`seen.member_id`,
  round: sql`seen.round_id`,
} as const;

/** Whether its places are those of words, and not of ids. */
const isOfWords = (by: Gathered) => by === 'certainty' || by === 'verdict';

/** The places of what is gathered as a table of the statement, beside what has them. */
function placed(as: Sql, { by, ranks }: Placed, value: Sql): Sql {
  const kind = isOfWords(by) ? sql`text[]` : sql`uuid[]`;
  return sql`LEFT JOIN unnest(${[...ranks.keys()]}::${kind}, ${[...ranks.values()]}::int[]) AS ${as} (id, place)
    ON ${as}.id = ${value}`;
}

type Places = readonly [first: number, last: number];

/** Whether a value has one of some places: said of the values themselves, so that an index can look for them. */
function isAmong({ by, ranks }: Placed, value: Sql, [first, last]: Places): Sql {
  const kind = isOfWords(by) ? sql`text[]` : sql`uuid[]`;
  const isIn = (place: number) => first <= place && place <= last;
  const of = (wanted: boolean) => [...ranks].flatMap(([key, place]) => (isIn(place) === wanted ? [key] : []));
  // What is not named has the last place of all.
  if (isIn(unranked)) return sql`(${value} IS NULL OR ${value} <> ALL(${of(false)}::${kind}))`;
  // Said of the verdict itself, so that those that have one are looked for, and not all for theirs.
  return sql`${by === 'verdict' ? sql`judged.verdict` : value} = ANY(${of(true)}::${kind})`;
}

/** First passes are put together from several tables: which layers are meant has to be known before that is done. */
function ofLayersIn({ kind }: PassageFilter, layers: Sql): Sql {
  return kind === 'first_pass' ? sql`AND annotation.layer_id = ANY(ARRAY(${layers}))` : noSql;
}

export interface Placed {
  readonly by: Gathered;
  readonly ranks: Ranks;
}

function gatheredIn(by: Gathered): Sql {
  if (by === 'document' || by === 'coder' || by === 'round') return ofLayer[by];
  return by === 'all' ? sql`NULL::uuid` : ofAnnotation[by];
}

const counted = z.object({
  place: z.number().nullable(),
  passages: z.number(),
  documents: z.number(),
  coders: z.number(),
});
export type CountedPassages = Readonly<z.infer<typeof counted>>;

/**
 * How many passages there are, in how many documents and of how many coders: in all (place null) and at each place. In
 * one pass: of what layers say they are counted by layer, which an index does alone; of what annotations say by document
 * and by coder.
 */
export async function readPassageCounts(
  here: Here,
  filter: PassageFilter,
  by: Placed,
  within: { readonly group: Placed; readonly place: number } | null = null,
): Promise<CountedPassages[]> {
  const source = filter.kind === 'first_pass' ? layered.annotation : sql`annotation`;
  const value = gatheredIn(by.by);
  const judges = within !== null && [by.by, within.group.by].includes('verdict');
  const asked = (beside: Sql) => sql`FROM ${source} JOIN seen ON seen.id = annotation.layer_id ${beside}
    WHERE ${whereAsked(here, filter)} ${ofLayersIn(filter, sql`SELECT id FROM seen`)}
      ${within === null ? noSql : sql`AND ${isAmong(within.group, gatheredIn(within.group.by), [within.place, within.place])}`}`;
  const isOfLayer = by.by === 'document' || by.by === 'coder' || by.by === 'round' || by.by === 'all';
  const each = asked(judges ? judgedIn(here) : noSql);
  const isByVerdict = by.by === 'verdict' && within === null;
  return here.tx.rows(
    counted,
    sql`WITH seen AS MATERIALIZED (${seenLayers(here, filter)}),
        ${
          isByVerdict
            ? countedByVerdict(here, asked, by)
            : isOfLayer
              ? countedByLayer(sizesOfLayers(each), by, value)
              : countedByValue(each, by, value)
        }
        SELECT NULL::int AS place, (SELECT coalesce(sum(size), 0) FROM counted)::int AS passages,
          (SELECT count(*) FROM (SELECT FROM counted WHERE size IS NOT NULL GROUP BY document_id) AS every_document)::int AS documents,
          (SELECT count(DISTINCT member_id) FROM counted)::int AS coders
        UNION ALL
        SELECT place, coalesce(sum(size), 0)::int, count(size)::int, count(member_id)::int FROM placed GROUP BY 1
        ORDER BY place NULLS FIRST`,
  );
}

const sizesOfLayers = (asked: Sql) =>
  sql`SELECT seen.document_id, seen.member_id, seen.round_id, count(*)::int AS size ${asked} GROUP BY 1, 2, 3`;

/** `counted` and `placed`: a row with its size for each document, and one without for each coder, at each place. */
function countedByLayer(sizes: Sql, by: Placed, value: Sql): Sql {
  return sql`counted AS MATERIALIZED (${sizes}),
    at_place AS MATERIALIZED (
      SELECT coalesce(gathered.place, ${unranked}) AS place, seen.size, seen.document_id, seen.member_id
      FROM counted AS seen ${placed(sql`gathered`, by, value)}),
    placed AS (
      SELECT place, sum(size) AS size, NULL::uuid AS member_id FROM at_place GROUP BY place, document_id
      UNION ALL SELECT DISTINCT place, NULL::bigint, member_id FROM at_place WHERE member_id IS NOT NULL)`;
}

/** The same by verdict: most passages have none, and are what is left of their layer without those that have one. */
function countedByVerdict(here: Here, asked: (beside: Sql) => Sql, by: Placed): Sql {
  const sizes = sql`
    WITH whole AS MATERIALIZED (
        SELECT seen.id, seen.document_id, seen.member_id, count(*)::int AS size ${asked(noSql)} GROUP BY 1, 2, 3),
      given AS MATERIALIZED (
        SELECT seen.id, judged.verdict AS value, count(*)::int AS size
        ${asked(judgedIn(here))} AND judged.verdict IS NOT NULL GROUP BY 1, 2)
    SELECT whole.document_id, whole.member_id, given.value, given.size FROM given JOIN whole ON whole.id = given.id
    UNION ALL
    SELECT document_id, member_id, 'none', size FROM (
      SELECT whole.document_id, whole.member_id, whole.size - coalesce(sum(given.size), 0)::int AS size
      FROM whole LEFT JOIN given ON given.id = whole.id GROUP BY whole.id, 1, 2, whole.size) AS others
    WHERE size > 0`;
  return countedByLayer(sizes, by, sql`seen.value`);
}

/** The same, where each value has a place of its own. */
function countedByValue(asked: Sql, by: Placed, value: Sql): Sql {
  return sql`counted AS MATERIALIZED (
      SELECT seen.document_id, seen.member_id, ${value} AS value,
        CASE WHEN grouping(seen.member_id) = 1 THEN count(*)::int END AS size
      ${asked} GROUP BY GROUPING SETS ((seen.document_id, 3), (seen.member_id, 3))),
    placed AS (
      SELECT coalesce(gathered.place, ${unranked}) AS place, counted.size, counted.member_id
      FROM counted ${placed(sql`gathered`, by, sql`counted.value`)})`;
}

/** In which order passages come; documents, and then their texts, are the last to say. */
export interface PassageOrder {
  readonly group: Placed | null;
  readonly sort: {
    readonly by: Gathered | 'made';
    readonly ranks: Ranks;
    readonly down: boolean;
  };
  readonly documents: Ranks;
}

const stored = z.object({
  annotationId: z.string(),
  layerId: z.string(),
  documentId: z.string(),
  roundId: z.string(),
  memberId: z.string().nullable(),
  tagId: z.string(),
  start: z.number(),
  end: z.number(),
  startCp: z.number(),
  endCp: z.number(),
  quote: z.string(),
  before: z.string(),
  after: z.string(),
  memo: z.string().nullable(),
  certainty: z.number().nullable(),
  version: z.number(),
  madeAt: z.date(),
  verdict: verdict.nullable(),
  verdictBy: z.string().nullable(),
  reason: z.string().nullable(),
  response: reviewResponse.nullable(),
  stale: z.boolean(),
  replies: z.number(),
  open: z.boolean(),
  replyBy: z.string().nullable(),
  reply: z.string().nullable(),
});
export type StoredPassage = Readonly<z.infer<typeof stored>>;

/** So many code points of a quote, to either side of it, and of a reply are read: more than is shown of them. */
const read = { quote: 700, beside: 220, reply: 400 };

/** A window of the list: `most` passages of the groups, and of what they are sorted by, at these places, without the first `from`; null for all. */
export interface PassageWindow {
  readonly from: number;
  readonly most: number;
  readonly groups: Places | null;
  readonly sorted: Places | null;
}

/** The passages of a window, in their order, with what was said of them. */
export function readPassagePage(
  here: Here,
  filter: PassageFilter,
  { group, sort, documents }: PassageOrder,
  { from, most, groups, sorted }: PassageWindow,
): Promise<StoredPassage[]> {
  const source = filter.kind === 'first_pass' ? layered.annotation : sql`annotation`;
  const { projectId } = here.access;
  const placeIn = (as: Sql) => sql`coalesce(${as}.place, ${unranked})`;
  const { by } = sort;
  const isJudged = group?.by === 'verdict';
  const inOrder = sql`ORDER BY group_place, sort_place ${sort.down ? sql`DESC` : sql`ASC`}, document_place,
    annotation.start, annotation."end" DESC, annotation.tag_id, annotation.id, annotation.layer_id`;
  const among = (of: Placed | null, places: Places | null) =>
    of === null || places === null ? noSql : sql`AND ${isAmong(of, gatheredIn(of.by), places)}`;
  const sorting = by === 'made' ? null : { by, ranks: sort.ranks };
  // What is said of layers narrows these before any annotation is read.
  const isOfLayers = ({ by: of }: Placed) => of === 'document' || of === 'coder' || of === 'round';
  const ofLayers = sql`${group !== null && isOfLayers(group) ? among(group, groups) : noSql}
    ${sorting !== null && isOfLayers(sorting) ? among(sorting, sorted) : noSql}`;
  // Put in order without their words: these are looked up of the few that are shown.
  return here.tx.rows(
    stored,
    sql`WITH every_layer AS (${seenLayers(here, filter)}),
        seen AS MATERIALIZED (SELECT * FROM every_layer AS seen WHERE true ${ofLayers}),
        place AS MATERIALIZED (
          SELECT annotation.id, annotation.layer_id, ${placeIn(sql`ordered`)} AS document_place,
            ${group === null ? sql`0` : placeIn(sql`gathered`)} AS group_place,
            ${by === 'made' ? sql`annotation.made_at` : placeIn(sql`sorted`)} AS sort_place
          FROM ${source} JOIN seen ON seen.id = annotation.layer_id ${isJudged ? judgedIn(here) : noSql}
            ${placed(sql`ordered`, { by: 'document', ranks: documents }, ofLayer.document)}
            ${group === null ? noSql : placed(sql`gathered`, group, gatheredIn(group.by))}
            ${sorting === null ? noSql : placed(sql`sorted`, sorting, gatheredIn(sorting.by))}
          WHERE ${whereAsked(here, filter)} ${ofLayersIn(filter, sql`SELECT id FROM seen`)}
            ${among(group, groups)} ${among(sorting, sorted)}
          ${inOrder} OFFSET ${from} LIMIT ${most}),
        page AS MATERIALIZED (
          SELECT annotation.id, annotation.layer_id, annotation.document_id, annotation.tag_id, annotation.start, annotation."end",
            annotation.start_cp, annotation.end_cp, annotation.quote, annotation.memo, annotation.certainty, annotation.version,
            annotation.made_at, seen.round_id, seen.member_id, place.document_place, place.group_place, place.sort_place
          FROM place JOIN seen ON seen.id = place.layer_id
            JOIN ${source} ON annotation.project_id = ${projectId}::uuid AND annotation.layer_id = place.layer_id
              AND annotation.id = place.id ${ofLayersIn(filter, sql`SELECT layer_id FROM place`)}),
        page_text AS MATERIALIZED (
          SELECT document.id, document.text || '' AS text FROM document
          WHERE document.project_id = ${projectId}::uuid AND document.id IN (SELECT document_id FROM page))
        SELECT annotation.id AS "annotationId", annotation.layer_id AS "layerId", annotation.document_id AS "documentId",
          annotation.round_id AS "roundId", annotation.member_id AS "memberId", annotation.tag_id AS "tagId",
          annotation.start, annotation."end", annotation.start_cp AS "startCp", annotation.end_cp AS "endCp",
          left(annotation.quote, ${read.quote}) AS quote,
          substring(page_text.text, greatest(annotation.start_cp - ${read.beside}, 0) + 1,
            least(${read.beside}, annotation.start_cp)) AS before,
          substring(page_text.text, annotation.end_cp + 1, ${read.beside}) AS after,
          annotation.memo, annotation.certainty, annotation.version, annotation.made_at AS "madeAt",
          standing.verdict, standing.created_by_id AS "verdictBy", standing.reason, standing.response,
          coalesce(annotation.version - coalesce(standing.restored_version, standing.annotation_version)
            NOT BETWEEN 0 AND CASE WHEN standing.response = 'adopted' THEN 1 ELSE 0 END, false) AS stale,
          said.replies, coalesce(${waits}, false) OR coalesce(said.last > coalesce(${closed}, '-infinity'), false) AS open,
          last.created_by_id AS "replyBy", left(last.text, ${read.reply}) AS reply
        FROM page AS annotation JOIN page_text ON page_text.id = annotation.document_id
          LEFT JOIN review AS standing ON ${standing(here, sql`standing`)} AND standing.layer_id = annotation.layer_id
            AND standing.annotation_id = annotation.id
          CROSS JOIN LATERAL (SELECT count(*)::int AS replies, max(reply.created_at) AS last ${repliesTo(here)}) AS said
          LEFT JOIN LATERAL (SELECT reply.created_by_id, reply.text ${repliesTo(here)}
            ORDER BY reply.created_at DESC, reply.id DESC LIMIT 1) AS last ON true
        ${inOrder}`,
  );
}
