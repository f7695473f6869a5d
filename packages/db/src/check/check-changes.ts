import { isDeepStrictEqual } from 'node:util';
import { inLayers, isCopied, nouns } from '@koersvast/core/noun';
import { z } from 'zod';
import { afterOf, beforeOf, setRow } from '../change-set.ts';
import { readRows } from '../row-store.ts';
import type { Noun, Rows } from '../rows.ts';
import { sql } from '../sql.ts';
import { completeTold, jsonFields } from '../told-row.ts';
import type { Statements } from '../transaction.ts';
import { checkCodebook, checkCodebookVersions, type Sum } from './check-codebook.ts';
import { type Portion, planPlaces } from './places.ts';
import { MOST_OF_A_KIND, type Report } from './problem.ts';

/** What somebody altered may be anything, and is to be reported: then the change tells of nothing. */
const told = z.object({
  rev: z.string(),
  noun: z.string(),
  /** For a set what it says of all its rows, which is no whole row. */
  before: jsonFields.nullable().catch(null),
  after: jsonFields.nullable().catch(null),
  /** For a set: its rows, and the layer that they are in. */
  rows: z.array(setRow).nullable().catch(null),
  layerId: z.string().nullable(),
});
type Told = z.infer<typeof told>;

/** Changes that are held in memory at a time. */
const PAGE = 250;

/** What is said of an annotation keeps its id where that goes to another layer; a copy has the id of what it is of. */
function keyOf(noun: Noun, row: Rows[Noun]): string {
  return isCopied(noun) && 'layerId' in row ? `${noun} ${row.layerId} ${row.id}` : `${noun} ${row.id}`;
}

/** The key in words. */
function wordsOf(key: string): string {
  const [noun, first, second] = key.split(' ');
  return second === undefined ? `The ${noun} ${first}` : `The ${noun} ${second} in layer ${first}`;
}

/**
 * Adds up the changes of a project and compares the sum with the tables: each change must begin where the one
 * before it ended, and the last must have led to what is stored. The database does so for most layers; the others are
 * added up here, a few at a time, so that it takes the memory of those and not of the project. Returns the number of
 * changes.
 */
export async function checkProject(tx: Statements, projectId: string, report: Report): Promise<number> {
  const count = await checkRevisions(tx, projectId, report);
  for (const place of await planPlaces(tx, projectId)) await checkPlace(tx, projectId, place, report);
  await checkCodebookVersions(tx, projectId, report);
  return count;
}

async function checkRevisions(tx: Statements, projectId: string, report: Report): Promise<number> {
  const gaps = await tx.rows(
    z.object({ rev: z.string(), before: z.string() }),
    sql`SELECT rev, before FROM (SELECT rev, lag(rev, 1, 0::bigint) OVER (ORDER BY rev) AS before FROM change
          WHERE project_id = ${projectId}::uuid) AS ordered
        WHERE rev <> before + 1 ORDER BY rev LIMIT ${MOST_OF_A_KIND}`,
  );
  for (const { rev, before } of gaps)
    report('revision_gap', `After revision ${before} of project ${projectId} comes ${rev}.`);
  const project = await tx.row(
    z.object({ count: z.number(), last: z.string(), rev: z.string() }),
    sql`SELECT count(*)::float8 AS count, coalesce(max(change.rev), 0) AS last, project.rev FROM project
        LEFT JOIN change ON change.project_id = project.id WHERE project.id = ${projectId}::uuid GROUP BY project.id`,
  );
  if (project && project.rev !== project.last) {
    report(
      'revision_gap',
      `The last revision of project ${projectId} is ${project.last}, and the project says ${project.rev}.`,
    );
  }
  return project?.count ?? 0;
}

async function checkPlace(tx: Statements, projectId: string, place: Portion, report: Report): Promise<void> {
  const sum: Sum = new Map();
  for (let from = 0; from < place.revs.length; from += PAGE) {
    const page = await tx.rows(
      told,
      sql`SELECT rev, noun, before, after, rows, layer_id AS "layerId" FROM change
          WHERE project_id = ${projectId}::uuid AND rev = ANY(${place.revs.slice(from, from + PAGE)}::bigint[]) ORDER BY rev`,
    );
    for (const change of page) {
      const { rev, noun } = change;
      if (!isNoun(noun)) {
        report(
          'change_chain',
          `The change of revision ${rev} of project ${projectId} tells of no noun that there is.`,
        );
        continue;
      }
      const steps = oneByOne(sum, noun, change);
      for (const step of steps) follow(sum, step, projectId, report);
      if (noun === 'project') for (const step of steps) await checkCodebook(tx, projectId, step, sum, report);
    }
  }
  await compareTables(tx, projectId, place, sum, report);
}

interface Step {
  readonly rev: string;
  readonly noun: Noun;
  readonly before: Rows[Noun] | null;
  readonly after: Rows[Noun] | null;
}

const isNoun = (noun: string): noun is Noun => nouns.some((each) => each === noun);

/**
 * What a change did, row by row and in full: a set says only what it touched, and a quote that was not touched is
 * not repeated. What is left out is what the changes so far add up to.
 */
function oneByOne(sum: Sum, noun: Noun, change: Told): Step[] {
  const { rev, rows, layerId } = change;
  if (rows !== null) {
    const set = { before: change.before ?? {}, after: change.after ?? {} };
    return rows.map((row) => {
      const known = sum.get(`${noun} ${layerId} ${row.id}`);
      const before = { ...known, ...beforeOf(set, row) } as Rows[Noun];
      return { rev, noun, before, after: { ...before, ...afterOf(set, row) } as Rows[Noun] };
    });
  }
  const before = completeTold(noun, change.before);
  const after = completeTold(noun, change.after);
  const row = after ?? before;
  const known = row && sum.get(keyOf(noun, row));
  const complete = (each: Rows[Noun] | null) =>
    each !== null && known && 'quote' in known && !('quote' in each) ? { ...each, quote: known.quote } : each;
  return [
    { rev, noun, before: complete(before) as Rows[Noun] | null, after: complete(after) as Rows[Noun] | null },
  ];
}

function follow(sum: Sum, { rev, noun, before, after }: Step, projectId: string, report: Report): void {
  const row = after ?? before;
  if (!row) return;
  const key = keyOf(noun, row);
  if (!isSame(sum.get(key) ?? null, before)) {
    report(
      'change_chain',
      `${wordsOf(key)} was not what the change of revision ${rev} of project ${projectId} says that it was.`,
    );
  }
  if (after) sum.set(key, after);
  else sum.delete(key);
}

/** Fields are words and numbers for the most part: they are compared first, and lists and objects only where there are. */
function isSame(one: object | null, other: object | null): boolean {
  if (one === null || other === null) return one === other;
  const fields = Object.entries(one);
  if (fields.length !== Object.keys(other).length) return false;
  return fields.every(([field, value]) => {
    const theirs = (other as Record<string, unknown>)[field];
    return value === theirs || (typeof value === 'object' && isDeepStrictEqual(value, theirs));
  });
}

async function compareTables(
  tx: Statements,
  projectId: string,
  { layers }: Portion,
  sum: Sum,
  report: Report,
): Promise<void> {
  for (const noun of nouns) {
    const isInLayers = (inLayers as readonly Noun[]).includes(noun);
    if ((isInLayers || noun === 'layer') === (layers === null)) continue;
    const ids = sql`ANY(${[...(layers ?? [])]}::uuid[])`;
    const rest =
      layers === null
        ? sql`WHERE ${noun === 'project' ? sql`id` : sql`project_id`} = ${projectId}::uuid`
        : sql`WHERE project_id = ${projectId}::uuid AND ${isInLayers ? sql`layer_id` : sql`id`} = ${ids}`;
    for (const row of await readRows(tx, noun, rest)) {
      const key = keyOf(noun, row);
      const expected = sum.get(key);
      sum.delete(key);
      if (!expected)
        report('table_differs', `${wordsOf(key)} of project ${projectId} is stored, and no change made it.`);
      else if (!isSame(expected, row)) {
        report('table_differs', `${wordsOf(key)} of project ${projectId} is not what its changes add up to.`);
      }
    }
  }
  for (const key of sum.keys())
    report('table_differs', `${wordsOf(key)} of project ${projectId} was made, and is not stored.`);
}
