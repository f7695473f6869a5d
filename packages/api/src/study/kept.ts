import { isDeepStrictEqual } from 'node:util';
import { workNouns } from '@koersvast/core/noun';
import type { Scope } from '@koersvast/core/scope';
import { type Database, sql } from '@koersvast/db';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Here } from './here.ts';

/** A letter in a round. */
export interface StudyPlace {
  readonly roundId: string;
  readonly documentId: string;
}

export function placeKey({ roundId, documentId }: StudyPlace): string {
  return `${roundId} ${documentId}`;
}

/** How much is kept in all, in characters of what is made of it as JSON: a passage may be as long as a chapter. */
const ROOM = 30_000_000;
/** What each takes beside that, where there is nothing to say as well. */
const FOR_ONE = 250;

interface KeptValue {
  readonly head: number;
  readonly value: object | null;
}

/**
 * What was made of the work on letters, each with the head of the changes that it was made of. It may be dropped at any
 * time, and another server has its own: whoever reads asks the database first how far the changes are.
 */
export interface Kept {
  readonly values: LRUCache<string, KeptValue>;
  /** Projects of which no work was stored before each letter had streams of its own: so it stays. */
  readonly modern: LRUCache<string, true>;
}

const keptBy = new WeakMap<Database['pool'], Kept>();

export function keptIn({ pool }: Database): Kept {
  const found = keptBy.get(pool);
  if (found) return found;
  const made: Kept = {
    values: new LRUCache({
      maxSize: ROOM,
      sizeCalculation: ({ value }) => FOR_ONE + JSON.stringify(value).length,
    }),
    modern: new LRUCache({ max: 10_000 }),
  };
  keptBy.set(pool, made);
  return made;
}

/** Whether a person sees all work on a letter in a round, and not their own alone. */
export function isWholePlace(scope: Scope, { roundId, documentId }: StudyPlace): boolean {
  return (
    scope.rounds.some((round) => round.roundId === roundId && round.layers === 'all') &&
    !scope.blindDocuments.includes(documentId)
  );
}

/** The letters in rounds of which a person sees all work. */
function wholePlaces({ rounds, blindDocuments }: Scope, places: readonly StudyPlace[]): StudyPlace[] {
  const whole = new Set(rounds.flatMap(({ roundId, layers }) => (layers === 'all' ? [roundId] : [])));
  const blind = new Set(blindDocuments);
  return places.filter(({ roundId, documentId }) => whole.has(roundId) && !blind.has(documentId));
}

/**
 * How far the changes of the work on each letter are, as a number that only grows: the sum of the heads of its streams,
 * with those over several letters into which work was told before each had its own.
 */
async function readHeads({ tx, access }: Here, { modern }: Kept): Promise<(place: StudyPlace) => number> {
  const { projectId } = access;
  const rows = await tx.rows(
    z.object({ roundId: z.string(), documentId: z.string(), head: z.number() }),
    sql`SELECT split_part(name, ':', 2) AS "roundId", sum(seq)::float8 AS head,
          CASE split_part(name, ':', 1) WHEN 'coder' THEN '' ELSE split_part(name, ':', 3) END AS "documentId"
        FROM stream WHERE project_id = ${projectId}::uuid AND name <> 'shared' AND name <> 'audit' GROUP BY 1, 3`,
  );
  const heads = new Map(rows.map((row) => [placeKey(row), row.head]));
  const shared = modern.has(projectId) ? 0 : await readSharedHead({ tx, access });
  if (shared === 0) modern.set(projectId, true);
  return ({ roundId, documentId }) =>
    shared +
    (heads.get(placeKey({ roundId, documentId })) ?? 0) +
    (heads.get(placeKey({ roundId, documentId: '' })) ?? 0);
}

/** The head of what all members see, where it once told of work on letters too; else 0. */
async function readSharedHead({ tx, access: { projectId } }: Here): Promise<number> {
  const row = await tx.row(
    z.object({ head: z.number() }),
    sql`SELECT seq::float8 AS head FROM stream WHERE project_id = ${projectId}::uuid AND name = 'shared'
          AND EXISTS (SELECT FROM change WHERE change.project_id = ${projectId}::uuid AND change.document_id IS NOT NULL
            AND change.stream = 'shared' AND change.noun = ANY(${[...workNouns]}::text[]))`,
  );
  return row?.head ?? 0;
}

/** Letters of which the work is read at once, so that a long project is neither held nor gone through in one go. */
const AT_ONCE = 20;

export interface Making<Value> {
  /** What it is, with all that it depends on beside the work on the letter. */
  readonly name: string;
  readonly places: readonly StudyPlace[];
  /** Makes it of all work on some letters, by `placeKey`; where there is nothing to say of one it says nothing. */
  make(documentIds: readonly string[]): Promise<ReadonlyMap<string, Value>>;
}

/**
 * What is made of the work on each of some letters in rounds, by `placeKey`: read again where something was changed
 * since it was made, and nowhere else, and the same object as long as it is the same. Letters of which the person sees their own work alone are left out. `here` must
 * be one moment, so that work and heads belong together.
 */
export async function readKept<Value extends object>(
  here: Here,
  kept: Kept,
  { name, places, make }: Making<Value>,
): Promise<Map<string, Value>> {
  const whole = wholePlaces(here.access.scope, places);
  const headOf = await readHeads(here, kept);
  const keyOf = (place: StudyPlace) => `${here.access.projectId} ${name} ${placeKey(place)}`;
  const found = new Map<string, Value>();
  const stale = new Map<string, StudyPlace[]>();
  for (const place of whole) {
    const known = kept.values.get(keyOf(place));
    if (known?.head !== headOf(place)) {
      stale.set(place.documentId, [...(stale.get(place.documentId) ?? []), place]);
    } else if (known.value !== null) {
      // It was put there under this name by this kind of making.
      found.set(placeKey(place), known.value as Value);
    }
  }
  const documentIds = [...stale.keys()];
  for (let from = 0; from < documentIds.length; from += AT_ONCE) {
    const some = documentIds.slice(from, from + AT_ONCE);
    const made = await make(some);
    for (const place of some.flatMap((id) => stale.get(id) ?? [])) {
      const now = made.get(placeKey(place)) ?? null;
      // What was reckoned of it hangs on the object itself, and stands as long as it says the same.
      const before = kept.values.get(keyOf(place))?.value ?? null;
      // It was put there under this name by this kind of making.
      const value = isDeepStrictEqual(before, now) ? (before as Value | null) : now;
      kept.values.set(keyOf(place), { head: headOf(place), value });
      if (value !== null) found.set(placeKey(place), value);
    }
  }
  return found;
}
