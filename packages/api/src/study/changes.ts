import { DomainError } from '@koersvast/core/error';
import { listedNouns } from '@koersvast/core/noun';
import {
  type Change,
  type ChangeSet,
  identifier,
  noSql,
  type Rows,
  readAnnotationChanges,
  readChanges,
  readPinned,
  readSets,
  type Sql,
  setRow,
  sql,
  told,
  toldRow,
  whereChangeSeen,
} from '@koersvast/db';
import { z } from 'zod';
import type { Here } from './here.ts';

/** Changes of a project that are told in its history; a layer comes and goes with what is in it. */
export function whereTold({ access: { scope } }: Pick<Here, 'access'>, documentId: string | null): Sql {
  const ofDocument = documentId === null ? noSql : sql`AND change.document_id = ${documentId}::uuid`;
  return sql`${whereChangeSeen(scope)} AND change.noun <> 'layer' ${ofDocument}`;
}

const toldOnPage = told.extend({
  rev: z.string(),
  /** For a set one of its rows, and how much of it there is. */
  first: setRow.nullable(),
  layerId: z.string().nullable(),
  annotations: z.number().nullable(),
  documents: z.number().nullable(),
  kind: z.string(),
  documentId: z.string().nullable(),
  documentTitle: z.string().nullable(),
});
export type ToldOnPage = z.infer<typeof toldOnPage>;

export interface Narrowing {
  readonly documentId: string | null;
  readonly memberId: string | null;
  readonly noun: string | null;
}

/** So many changes before one, newest first; what one operation did alike in several layers is one of them. */
export function readToldPage(
  here: Here,
  { documentId, memberId, noun }: Narrowing,
  { before, most }: { readonly before: string | null; readonly most: number },
): Promise<ToldOnPage[]> {
  const earlier = before === null ? noSql : sql`AND change.rev < ${before}`;
  const byMember = memberId === null ? noSql : sql`AND change.member_id = ${memberId}::uuid`;
  const ofNoun = noun === null ? noSql : sql`AND change.noun = ${noun}`;
  const inHistory = whereTold(here, documentId);
  // What one operation did alike in several layers is told where the last of it stands.
  const ofSameSet = sql`${inHistory} AND change.user_id = operation.user_id AND change.op_id = operation.op_id
    AND change.action = this.action AND change.rows IS NOT NULL`;
  return here.tx.rows(
    toldOnPage,
    sql`SELECT change.rev, change.op_id AS "opId", change.member_id AS "memberId", change.action, change.at, change.noun,
          ${toldRow('before')} AS before, ${toldRow('after')} AS after, operation.kind, document.title AS "documentTitle",
          change.document_id AS "documentId", change.rows -> 0 AS first, change.layer_id AS "layerId", counted.annotations, counted.documents
        FROM change JOIN operation USING (project_id, user_id, op_id)
          LEFT JOIN document ON document.project_id = change.project_id AND document.id = change.document_id
        CROSS JOIN LATERAL (SELECT change.rev, change.action) AS this
        LEFT JOIN LATERAL (SELECT sum(jsonb_array_length(rows))::int AS annotations,
            count(DISTINCT document_id)::int AS documents
          FROM change WHERE ${ofSameSet}) AS counted ON change.rows IS NOT NULL
        WHERE ${inHistory} ${earlier} ${byMember} ${ofNoun}
          AND (change.rows IS NULL OR NOT EXISTS (SELECT FROM change WHERE ${ofSameSet} AND change.rev > this.rev))
        ORDER BY change.rev DESC LIMIT ${most}`,
  );
}

export interface OfMember {
  readonly memberId: string;
  readonly opId: string;
}

/** The changes of one operation that may be seen. */
function whereOfOperation({ access: { projectId, scope } }: Here, { memberId, opId }: OfMember): Sql {
  return sql`${whereChangeSeen(scope)} AND op_id = ${opId}::uuid
    AND user_id = (SELECT user_id FROM member WHERE project_id = ${projectId}::uuid AND id = ${memberId}::uuid)`;
}

/** How many changes of an operation, of those that may be seen, came after one of them. */
export async function countLater(here: Here, operation: OfMember, rev: string): Promise<number> {
  const row = await here.tx.row(
    z.object({ later: z.number() }),
    sql`SELECT count(*)::int AS later FROM change WHERE ${whereOfOperation(here, operation)} AND rev > ${rev}`,
  );
  return row?.later ?? 0;
}

/** The change of an operation after which so many came; undefined where there is none. */
export async function readRevBefore(
  here: Here,
  operation: OfMember,
  later: number,
): Promise<string | undefined> {
  const row = await here.tx.row(
    z.object({ rev: z.string() }),
    sql`SELECT rev FROM change WHERE ${whereOfOperation(here, operation)} ORDER BY rev DESC OFFSET ${later} LIMIT 1`,
  );
  return row?.rev;
}

const stoodRow = told.pick({ noun: true, after: true }).extend({ rev: z.string() });

export interface Stood {
  readonly stood: z.infer<typeof stoodRow>[];
  readonly sets: (ChangeSet & { readonly rev: number })[];
}

/**
 * What stood in a document at a moment, as the changes tell it: the last of each thing, and the sets. All that came
 * before the last change that bears a time until then, so that it did stand so at once, whatever the clocks said.
 */
export async function readStood(here: Here, documentId: string, at: string): Promise<Stood> {
  const { tx, access } = here;
  const ofDocument = sql`${whereChangeSeen(access.scope)} AND document_id = ${documentId}::uuid
    AND noun = ANY(${[...listedNouns]}::text[])`;
  const until = sql`${ofDocument} AND rev <= (SELECT max(rev) FROM change WHERE ${ofDocument} AND at <= ${at})`;
  const stood = await tx.rows(
    stoodRow,
    sql`SELECT change.rev, change.noun, ${toldRow('after')} AS after FROM (
          SELECT DISTINCT ON (noun, entity_id, layer_id) * FROM change WHERE ${until} AND rows IS NULL
          ORDER BY noun, entity_id, layer_id, rev DESC) AS change`,
  );
  return { stood, sets: await readSets(tx, sql`WHERE ${until} AND rows IS NOT NULL ORDER BY rev`) };
}

/** What the first passes among some layers, which the changes have told of, show. */
export async function readPinnedIn({ tx, access: { projectId } }: Here, layers: readonly Rows['layer'][]) {
  const found: Awaited<ReturnType<typeof readPinned>> = { annotation: [], reading: [] };
  for (const { id, sourceLayerId } of layers) {
    if (sourceLayerId === null) continue;
    const { annotation, reading } = await readPinned(tx, { id, projectId, sourceLayerId });
    found.annotation.push(...annotation);
    found.reading.push(...reading);
  }
  return found;
}

/** The changes of some operations of the person's own, in their order. */
export function readOwnChanges(
  { tx, access: { personId, scope } }: Here,
  opIds: readonly string[],
): Promise<Change[]> {
  return readChanges(
    tx,
    sql`WHERE user_id = ${personId}::uuid AND op_id = ANY(${[...opIds]}::uuid[]) AND ${whereChangeSeen(scope)}
        ORDER BY rev`,
  );
}

/** The changes of one thing, oldest first. Throws `not_found` where there are none that may be seen. */
export async function readChangesOf(
  { tx, access: { scope } }: Here,
  {
    noun,
    layerId,
    entityId,
  }: { readonly noun: string; readonly layerId: string | null; readonly entityId: string },
): Promise<Change[]> {
  const changes =
    noun === 'annotation' && layerId !== null
      ? await readAnnotationChanges(tx, whereChangeSeen(scope), { layerId, id: entityId })
      : await readChanges(
          tx,
          sql`WHERE ${whereChangeSeen(scope)} AND noun = ${noun} AND entity_id = ${entityId}::uuid
                AND layer_id IS NOT DISTINCT FROM ${layerId}::uuid ORDER BY rev`,
        );
  if (changes.length === 0) throw new DomainError('not_found');
  return changes;
}

/** How many rows a file of the history has: one for each change of one thing. */
export async function countTold(here: Here, documentId: string | null): Promise<number> {
  const row = await here.tx.row(
    z.object({ count: z.number() }),
    sql`SELECT coalesce(sum(coalesce(jsonb_array_length(rows), 1)), 0)::int AS count FROM change
        WHERE ${whereTold(here, documentId)}`,
  );
  return row?.count ?? 0;
}

/** The whole row; of what was done to a set at once only what it touched, with the names of the row. */
export function rowOfEach(which: 'before' | 'after', step: number): Sql {
  const shared = sql`change.${identifier(which)}`;
  return sql`CASE WHEN each.id IS NULL THEN ${toldRow(which)} ELSE ${shared} || coalesce(each.${identifier(which)}, '{}')
    || jsonb_build_object('id', each.id, 'layerId', change.layer_id, 'documentId', change.document_id,
      'version', each.version + ${step}::int) END`;
}
