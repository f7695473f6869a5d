import { type LayerKind, noSql, type Sql, sql, whereLayerSeen, whereLetterOpen } from '@koersvast/db';
import { trimmed } from './compared.ts';
import type { Here } from './here.ts';

/** Which living annotations of the study; what is null narrows nothing. */
export interface PassageFilter {
  readonly kind: LayerKind;
  /** What stands in these layers. */
  readonly layerIds: readonly string[] | null;
  readonly documentIds: readonly string[] | null;
  readonly roundIds: readonly string[] | null;
  readonly memberIds: readonly string[] | null;
  readonly tagIds: readonly string[] | null;
  /** Those with at least one character of this part of a text. */
  readonly part: readonly [start: number, end: number] | null;
  /** Those of at least so many characters, and at most. */
  readonly length: readonly [least: number, most: number | null] | null;
  /** Those with one of the tags that stand at one of the places, of any of these. */
  readonly at: readonly TaggedPlaces[] | null;
  readonly certainties: readonly ('1' | '2' | '3' | 'none')[] | null;
  readonly memo: 'with' | 'without' | null;
  /** What must stand in the memo, whatever its case and accents. */
  readonly words: string | null;
  readonly verdicts: readonly ('accept' | 'reject' | 'change' | 'none')[] | null;
  readonly thread: 'any' | 'open' | null;
}

/** Places in layers, in code points and without white space at their ends, and the tags of what is meant there. */
export interface TaggedPlaces {
  readonly tagIds: readonly string[];
  readonly layerIds: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What is said of the letter of a row with a column `document_id` counts here, and is not taken back. */
export function standing({ access: { projectId, scope } }: Here, of: Sql): Sql {
  return sql`${of}.project_id = ${projectId}::uuid AND ${of}.superseded_at IS NULL AND ${of}.withdrawn_at IS NULL
    AND ${whereLetterOpen(scope, sql`${of}.document_id`)}`;
}

/** Whether a layer is in the choice, on "layer". */
function whereChosenLayer({ layerIds, documentIds, roundIds, memberIds }: PassageFilter): Sql {
  const among = (column: Sql, ids: readonly string[] | null) =>
    ids === null ? noSql : sql`AND ${column} = ANY(${[...ids]}::uuid[])`;
  return sql`true ${among(sql`layer.id`, layerIds)} ${among(sql`layer.document_id`, documentIds)} ${among(sql`layer.round_id`, roundIds)}
    ${among(sql`layer.member_id`, memberIds)}`;
}

/** The layers of the choice that the person may see, with their documents. */
export function seenLayers({ access: { projectId, scope } }: Here, filter: PassageFilter): Sql {
  return sql`SELECT layer.id, layer.document_id, layer.member_id, layer.round_id
    FROM layer JOIN round ON round.project_id = layer.project_id AND round.id = layer.round_id AND round.removed_at IS NULL
      JOIN document ON document.project_id = layer.project_id AND document.id = layer.document_id AND document.removed_at IS NULL
    WHERE layer.project_id = ${projectId}::uuid AND layer.kind::text = ${filter.kind} AND ${whereLayerSeen(scope)}
      AND ${whereChosenLayer(filter)}`;
}

/** Marks that stand beside a letter when it is taken apart, and soft hyphens, as a class of characters. */
const besides = '[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F\\u00AD]';

/** What finds words in a memo without marks, whatever the language of the database knows of capitals. */
function memoPattern(words: string): string {
  const plain = words
    .normalize('NFD')
    .replaceAll(/\p{M}|\u00AD/gu, '')
    .replaceAll(/[’‘ʼ]/g, "'");
  return plain.trim().split(/\s+/).map(wordPattern).join('\\s+');
}

function wordPattern(word: string): string {
  return [...word]
    .map((character) => {
      const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
      const single = [...cases].filter((each) => [...each].length === 1);
      return single.length > 1 ? `[${single.join('')}]` : `\\U${hex(character)}`;
    })
    .join('');
}

/** A character by its number, so that none of them is a sign of a pattern. */
function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(8, '0');
}

/** What was said last that closes a thread: an answer, or that the verdict agrees. */
export const closed = sql`greatest(standing.responded_at, CASE WHEN standing.verdict = 'accept' THEN standing.created_at END)`;
/** A verdict that still speaks of what stands there and waits for an answer, on "standing" and "annotation". */
export const waits = sql`(standing.verdict IN ('reject', 'change') AND standing.response IS NULL
  AND annotation.version = coalesce(standing.restored_version, standing.annotation_version))`;

export function repliesTo({ access: { projectId, scope } }: Here): Sql {
  return sql`FROM reply WHERE reply.project_id = ${projectId}::uuid AND reply.layer_id = annotation.layer_id
    AND reply.annotation_id = annotation.id AND reply.deleted_at IS NULL
    AND ${whereLetterOpen(scope, sql`reply.document_id`)}`;
}

/** Whether anything is said on "annotation" that asks for an answer; with `open`, that waits for one. */
function inThread(here: Here, which: 'any' | 'open'): Sql {
  const { projectId } = here.access;
  const said = sql`(annotation.layer_id, annotation.id) IN (
    SELECT review.layer_id, review.annotation_id FROM review WHERE ${standing(here, sql`review`)}
      AND review.verdict IN ('reject', 'change')
    UNION SELECT reply.layer_id, reply.annotation_id FROM reply
      WHERE reply.project_id = ${projectId}::uuid AND reply.deleted_at IS NULL
        AND ${whereLetterOpen(here.access.scope, sql`reply.document_id`)})`;
  if (which === 'any') return said;
  return sql`${said} AND (
    EXISTS (SELECT 1 FROM review AS standing WHERE ${standing(here, sql`standing`)}
      AND standing.layer_id = annotation.layer_id AND standing.annotation_id = annotation.id AND ${waits})
    OR (SELECT max(reply.created_at) ${repliesTo(here)}) > coalesce((SELECT ${closed} FROM review AS standing
      WHERE ${standing(here, sql`standing`)} AND standing.layer_id = annotation.layer_id
        AND standing.annotation_id = annotation.id), '-infinity'))`;
}

function withVerdict(here: Here, verdicts: NonNullable<PassageFilter['verdicts']>): Sql {
  const given = verdicts.filter((each) => each !== 'none');
  const judged = (which: Sql) => sql`(annotation.layer_id, annotation.id) IN (
    SELECT review.layer_id, review.annotation_id FROM review WHERE ${standing(here, sql`review`)} ${which})`;
  const some = judged(sql`AND review.verdict::text = ANY(${given}::text[])`);
  if (given.length === verdicts.length) return some;
  const none = sql`NOT ${judged(noSql)}`;
  return given.length === 0 ? none : sql`(${some} OR ${none})`;
}

/** Whether "annotation" has so many characters. */
function ofLength([least, most]: readonly [number, number | null]): Sql {
  const length = sql`(${trimmed.endCp} - ${trimmed.startCp})`;
  return sql`${length} >= ${least} ${most === null ? noSql : sql`AND ${length} <= ${most}`}`;
}

/** Whether "annotation" is one of those that are meant. */
function isAt(places: readonly TaggedPlaces[]): Sql {
  const each = places.map(
    ({ tagIds, layerIds, starts, ends }) => sql`(annotation.tag_id = ANY(${[...tagIds]}::uuid[])
      AND (annotation.layer_id, ${trimmed.startCp}, ${trimmed.endCp}) IN (
        SELECT * FROM unnest(${[...layerIds]}::uuid[], ${[...starts]}::int[], ${[...ends]}::int[])))`,
  );
  return each.reduce((some, one) => sql`${some} OR ${one}`, sql`false`);
}

/** What is asked of each annotation itself. */
export function whereAsked(here: Here, filter: PassageFilter): Sql {
  const { tagIds, part, length, at, certainties, memo, words, verdicts, thread } = filter;
  const sure = certainties?.flatMap((each) => (each === 'none' ? [] : Number(each))) ?? [];
  return sql`annotation.project_id = ${here.access.projectId}::uuid AND annotation.deleted_at IS NULL
    ${tagIds === null ? noSql : sql`AND annotation.tag_id = ANY(${[...tagIds]}::uuid[])`}
    ${part === null ? noSql : sql`AND ${trimmed.start} < ${part[1]} AND ${trimmed.end} > ${part[0]}`}
    ${length === null ? noSql : sql`AND ${ofLength(length)}`}
    ${at === null ? noSql : sql`AND (${isAt(at)})`}
    ${certainties === null ? noSql : sql`AND (annotation.certainty = ANY(${sure}::int[]) OR (${certainties.includes('none')} AND annotation.certainty IS NULL))`}
    ${memo === null ? noSql : memo === 'with' ? sql`AND annotation.memo <> ''` : sql`AND coalesce(annotation.memo, '') = ''`}
    ${words === null ? noSql : sql`AND annotation.memo <> '' AND translate(regexp_replace(normalize(annotation.memo, NFD), ${besides}, '', 'g'), '’‘ʼ', '''''''') ~ ${memoPattern(words)}`}
    ${verdicts === null ? noSql : sql`AND ${withVerdict(here, verdicts)}`}
    ${thread === null ? noSql : sql`AND ${inThread(here, thread)}`}`;
}

/** The same with its layer, on "annotation" and "layer". */
export function wherePassage(here: Here, filter: PassageFilter): Sql {
  return sql`${whereAsked(here, filter)} AND ${whereChosenLayer(filter)}`;
}
