import type { AnnotationsOfDocument, HistoryPage, listHistoryInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { listedNouns } from '@koersvast/core/noun';
import type { Scope } from '@koersvast/core/scope';
import {
  type Access,
  afterOf,
  afterSets,
  beforeOf,
  changeAsSeen,
  completeChange,
  completeTold,
  noSql,
  type Rows,
  readPinned,
  readSets,
  type SetRow,
  type Sql,
  setRow,
  sql,
  type Tx,
  told,
  toldRow,
  whereChangeSeen,
} from '@koersvast/db';
import { z } from 'zod';
import { openStudy, type Study } from '../study/study.ts';

/** Changes on a page. */
const PAGE = 50;

/** Changes of a project that are told in its history; a layer comes and goes with what is in it. */
export function whereTold(scope: Scope, documentId: string | null): Sql {
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
type Told = z.infer<typeof toldOnPage>;

/**
 * One page of a history, newest first. Where a page ends is said by the operation of its last change, and how many of
 * what it did may be seen and came later: the number of a change never leaves the server. Throws `not_found` for a document of
 * another project, and `input_not_valid` for a page that was not given out.
 */
export async function readHistory(
  tx: Tx,
  access: Access,
  input: z.infer<typeof listHistoryInput>,
): Promise<HistoryPage> {
  const { scope } = access;
  const study = openStudy(tx, access);
  if (input.documentId !== null) await study.checkDocument(input.documentId);
  const before = input.cursor ? sql`AND change.rev < ${await revOf(tx, scope, input.cursor)}` : noSql;
  const byMember = input.memberId === null ? noSql : sql`AND change.member_id = ${input.memberId}::uuid`;
  const ofNoun = input.noun === null ? noSql : sql`AND change.noun = ${input.noun}`;
  const inHistory = whereTold(scope, input.documentId);
  // What one operation did alike in several layers is one entry, told where the last of it stands.
  const ofSameSet = sql`${inHistory} AND change.user_id = operation.user_id AND change.op_id = operation.op_id
    AND change.action = this.action AND change.rows IS NOT NULL`;
  const found = await tx.rows(
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
        WHERE ${inHistory} ${before} ${byMember} ${ofNoun}
          AND (change.rows IS NULL OR NOT EXISTS (SELECT FROM change WHERE ${ofSameSet} AND change.rev > this.rev))
        ORDER BY change.rev DESC LIMIT ${PAGE + 1}`,
  );
  const page = found.slice(0, PAGE);
  const standing = await standingOf(study, page);
  const paragraphOf = await paragraphsOf(study, page);
  const last = found.length > PAGE ? page.at(-1) : undefined;
  return {
    entries: page.map(
      ({ rev: _, kind, documentId, documentTitle, first, layerId, annotations, documents, ...change }) => ({
        change: changeAsSeen(
          scope,
          completeChange(exampleOf(change, first, standing.get(keyOf(layerId, first?.id)))),
        ),
        kind,
        documentTitle,
        paragraph: paragraphOf.get(placeOf(documentId, blockOf(change))) ?? null,
        ...(first && { set: { annotations: annotations ?? 0, documents: documents ?? 0 } }),
      }),
    ),
    next: last ? await pageEnd(tx, scope, last) : null,
  };
}

const keyOf = (layerId: string | null | undefined, id: string | undefined) => `${layerId} ${id}`;

const placeOf = (documentId: string | null, block: number | null) => `${documentId} ${block}`;

/** The block of which a change says that no tag applies there, or that one may. */
function blockOf({ noun, before, after }: Pick<Told, 'noun' | 'before' | 'after'>): number | null {
  return noun === 'reading' ? (completeTold('reading', after ?? before)?.block ?? null) : null;
}

/** The paragraphs in which blocks on a page stand. */
async function paragraphsOf(study: Study, page: readonly Told[]): Promise<Map<string, number | null>> {
  const places = page.flatMap(({ documentId, ...change }) => {
    const block = blockOf(change);
    return documentId === null || block === null ? [] : [{ documentId, block }];
  });
  const found = await study.paragraphs(places);
  return new Map(found.map(({ documentId, block, paragraph }) => [placeOf(documentId, block), paragraph]));
}

/** The annotations by which the sets on a page are shown, as they stand. */
async function standingOf(study: Study, page: readonly Told[]): Promise<Map<string, Rows['annotation']>> {
  const shown = page.flatMap(({ first, layerId }) => (first && layerId ? { layerId, id: first.id } : []));
  const rows = await study.namedAnnotations(shown);
  return new Map(rows.map((row) => [keyOf(row.layerId, row.id), row]));
}

/** A set is shown by one of its rows: what the set touched as it did, the rest as it stands. */
function exampleOf(
  change: z.infer<typeof told>,
  first: SetRow | null,
  standing: Rows['annotation'] | undefined,
): z.infer<typeof told> {
  if (!first) return change;
  return {
    ...change,
    before: { ...standing, ...beforeOf({ before: change.before ?? {} }, first) },
    after: { ...standing, ...afterOf({ after: change.after ?? {} }, first) },
  };
}

/** The changes of one operation that may be seen. */
function whereOfOperation(scope: Scope, memberId: string, opId: string): Sql {
  return sql`${whereChangeSeen(scope)} AND op_id = ${opId}::uuid
    AND user_id = (SELECT user_id FROM member WHERE project_id = ${scope.projectId}::uuid AND id = ${memberId}::uuid)`;
}

async function pageEnd(tx: Tx, scope: Scope, { memberId, opId, rev }: Told): Promise<string> {
  const row = await tx.row(
    z.object({ later: z.number() }),
    sql`SELECT count(*)::int AS later FROM change WHERE ${whereOfOperation(scope, memberId, opId)} AND rev > ${rev}`,
  );
  return `${memberId}.${opId}.${row?.later ?? 0}`;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const placeOfPage = new RegExp(`^(${uuid})\\.(${uuid})\\.(\\d{1,9})$`);

async function revOf(tx: Tx, scope: Scope, place: string): Promise<string> {
  const [, memberId, opId, later] = placeOfPage.exec(place) ?? [];
  const row =
    memberId !== undefined && opId !== undefined
      ? await tx.row(
          z.object({ rev: z.string() }),
          sql`SELECT rev FROM change WHERE ${whereOfOperation(scope, memberId, opId)}
              ORDER BY rev DESC OFFSET ${Number(later)} LIMIT 1`,
        )
      : undefined;
  if (!row) throw new DomainError('input_not_valid', { path: 'cursor' });
  return row.rev;
}

/**
 * What stood in a document at a moment, as far as one may see now: all that came before the last change that
 * bears a time until then, so that it did stand so at once, whatever the clocks of the servers said.
 * Throws `not_found`.
 */
export async function documentAt(
  tx: Tx,
  access: Access,
  documentId: string,
  at: string,
): Promise<AnnotationsOfDocument> {
  const { scope } = access;
  await openStudy(tx, access).checkDocument(documentId);
  const ofDocument = sql`${whereChangeSeen(scope)} AND document_id = ${documentId}::uuid
    AND noun = ANY(${[...listedNouns]}::text[])`;
  const until = sql`${ofDocument} AND rev <= (SELECT max(rev) FROM change WHERE ${ofDocument} AND at <= ${at})`;
  const stood = await tx.rows(
    told.pick({ noun: true, after: true }).extend({ rev: z.string() }),
    sql`SELECT change.rev, change.noun, ${toldRow('after')} AS after FROM (
          SELECT DISTINCT ON (noun, entity_id, layer_id) * FROM change WHERE ${until} AND rows IS NULL
          ORDER BY noun, entity_id, layer_id, rev DESC) AS change`,
  );
  const sets = await readSets(tx, sql`WHERE ${until} AND rows IS NOT NULL ORDER BY rev`);
  const byNoun = Map.groupBy(stood, (each) => each.noun);
  const listed = <N extends keyof Rows>(noun: N) =>
    (byNoun.get(noun) ?? []).flatMap((each) => completeTold(noun, each.after) ?? []);
  const annotations = (byNoun.get('annotation') ?? []).flatMap(({ after, rev }) => {
    const row = completeTold('annotation', after);
    return row ? { row, rev: Number(rev) } : [];
  });
  const layers = listed('layer');
  const pinned = await pinnedIn(tx, scope, layers);
  return {
    layers,
    annotations: inTextOrder([...afterSets(annotations, sets).filter(isAlive), ...pinned.annotation]),
    assignments: listed('assignment'),
    readings: [...listed('reading').filter(isAlive), ...pinned.reading],
    reviews: listed('review'),
    replies: listed('reply').filter(isAlive),
    decisions: listed('decision'),
    cursor: '',
  };
}

/** What the first passes among some layers show. */
async function pinnedIn(tx: Tx, { projectId }: Scope, layers: readonly Rows['layer'][]) {
  const found: Awaited<ReturnType<typeof readPinned>> = { annotation: [], reading: [] };
  for (const { id, sourceLayerId } of layers) {
    if (sourceLayerId === null) continue;
    const { annotation, reading } = await readPinned(tx, { id, projectId, sourceLayerId });
    found.annotation.push(...annotation);
    found.reading.push(...reading);
  }
  return found;
}

function isAlive(row: { readonly deletedAt: string | null }): boolean {
  return row.deletedAt === null;
}

function inTextOrder(rows: Rows['annotation'][]): Rows['annotation'][] {
  return rows.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
}
