import { tagAsSeen } from '@koersvast/core/codebook';
import { nouns } from '@koersvast/core/noun';
import type { Scope, StreamName } from '@koersvast/core/scope';
import { z } from 'zod';
import { jsonByTurns, mapByTurns } from './by-turns.ts';
import { type LinkedOperation, linkOperation } from './chain.ts';
import { type ChangeAction, type ChangeDraft, changeActions, type SetDraft } from './draft.ts';
import type { Extra, Noun, Rows } from './rows.ts';
import { setRows } from './set-rows.ts';
import { identifier, keepPlan, type Sql, sql } from './sql.ts';
import { completeTold, jsonFields } from './told-row.ts';
import type { Statements } from './transaction.ts';

/** What stands with a change of one thing, under the names of `Change`. */
export const told = z.object({
  opId: z.string(),
  memberId: z.string(),
  action: z.enum(changeActions),
  at: z.date(),
  noun: z.enum(nouns),
  before: jsonFields.nullable(),
  after: jsonFields.nullable(),
});

interface ChangeOf<N extends Noun> {
  opId: string;
  memberId: string;
  action: ChangeAction;
  at: string;
  noun: N;
  before: Rows[N] | null;
  after: Rows[N] | null;
}

/** One thing before and after, as the feed, the acknowledgement and the history carry it. */
export type Change = { [N in Noun]: ChangeOf<N> }[Noun];

/** The same with the stream in which it is told, which never leaves the server. */
export type StoredChange = { [N in Noun]: ChangeOf<N> & { stream: StreamName } }[Noun];

/** The operation whose changes these are. */
export interface ChangeAuthor {
  projectId: string;
  personId: string;
  memberId: string;
  opId: string;
  at: Date;
}

/** Which other things a row speaks of: kept beside each change, so that it can be found by them. */
function placeOf(noun: Noun, row: Rows[Noun]): { layerId: string | null; documentId: string | null } {
  const { layerId, documentId } = row as { layerId?: string; documentId?: string };
  return {
    layerId: layerId ?? (noun === 'layer' ? row.id : null),
    documentId: documentId ?? (noun === 'document' ? row.id : null),
  };
}

/** A set of annotations that was changed alike, as whoever only has to read them again must know it. */
export interface ToldSet {
  readonly stream: StreamName;
  readonly noun: 'annotation';
  readonly documentId: string;
  readonly layerId: string;
}

/** The row as it is stored: a quote that the change did not touch is not kept with it. */
function leaner(row: Rows[Noun] | null, other: Rows[Noun] | null): object | null {
  if (row === null || other === null || !('quote' in row && 'quote' in other) || row.quote !== other.quote)
    return row;
  const { quote: _, ...rest } = row;
  return rest;
}

/** Whether an annotation counts as independent, and why not: in no row that anybody is told, and vouched for by its change. */
function sightIn(noun: Noun, beside: Extra = {}): Extra {
  const { independent = null, seenBefore = null } = beside;
  return noun === 'annotation' ? { independent, seenBefore } : {};
}

function columnsOf(draft: ChangeDraft | SetDraft) {
  if ('rows' in draft) {
    const { rows: rowsId, ...set } = draft;
    return { ...set, rowsId, entityId: draft.layerId };
  }
  const { beside, ...told } = draft;
  const { noun, before, after } = told;
  const row = after ?? before;
  if (!row) throw new Error('a change that says nothing');
  const stored = { before: leaner(before, after), after: leaner(after, before), ...sightIn(noun, beside) };
  return { ...told, ...stored, rowsId: null, entityId: row.id, ...placeOf(noun, row) };
}

/** So many changes are of one person's doing, and not of what works in sets. */
const FEW = 50;

/** What `appendChanges` found the project to be when it was its turn. */
export interface Appended {
  readonly changes: StoredChange[];
  readonly sets: ToldSet[];
  readonly project: { readonly archived: boolean; readonly deleted: boolean };
}

/**
 * Appends changes to their streams, stores the result of their operation and wakes the readers at the commit. It must be the
 * last thing that a transaction does: from here to the commit it holds the project, so that `rev` and `seq`
 * follow the order of the commits and have no gaps. All of it is one statement, so that the next one waits no
 * longer than it must; the project is held first, then its streams, whichever they are, and its chain last.
 */
export async function appendChanges(
  tx: Statements,
  author: ChangeAuthor,
  drafts: readonly (ChangeDraft | SetDraft)[],
  result: object,
): Promise<Appended> {
  const counts = new Map<StreamName, number>();
  const rows = await jsonByTurns(drafts, (draft, index) => {
    const nth = (counts.get(draft.stream) ?? 0) + 1;
    counts.set(draft.stream, nth);
    return { ...columnsOf(draft), ordinal: index + 1, nth };
  });
  const kept = drafts.some((draft) => 'rows' in draft)
    ? sql`(SELECT waiting.rows FROM ${setRows} AS waiting WHERE waiting.id = given."rowsId")`
    : sql`NULL::jsonb`;
  const statement = sql`
    WITH given AS (
      SELECT ordinal, nth, stream, noun, "entityId", "layerId", "documentId", action, before, after, ${kept} AS rows,
        independent, "seenBefore"
      FROM jsonb_to_recordset(${rows}::jsonb) AS given (ordinal int, nth int, stream text,
        noun text, "entityId" uuid, "layerId" uuid, "documentId" uuid, action text, before jsonb, after jsonb, "rowsId" uuid,
        independent boolean, "seenBefore" seen_before)
    ), turn AS (
      -- Counted here, so that all that was given is taken apart before others have to wait.
      UPDATE project SET rev = rev + (SELECT count(*) FROM given) WHERE id = ${author.projectId}::uuid
      RETURNING rev - ${drafts.length} AS rev, archived_at IS NOT NULL AS archived, deleted_at IS NOT NULL AS deleted
    ), counted AS (
      SELECT stream, count(*) AS count FROM given GROUP BY stream
    ), streams AS (
      INSERT INTO stream (project_id, name, seq)
      SELECT ${author.projectId}::uuid, counted.stream, counted.count FROM turn, counted
      ON CONFLICT (project_id, name) DO UPDATE SET seq = stream.seq + excluded.seq
      RETURNING name, seq
    ), before AS (
      SELECT name, seq - counted.count AS seq FROM streams JOIN counted ON counted.stream = streams.name
    ), told AS (
      INSERT INTO change (project_id, rev, stream, seq, user_id, op_id, member_id, noun, entity_id, layer_id,
        document_id, action, before, after, rows, at, independent, seen_before)
      SELECT ${author.projectId}::uuid, turn.rev + given.ordinal, given.stream, before.seq + given.nth,
        ${author.personId}::uuid, ${author.opId}::uuid, ${author.memberId}::uuid, given.noun, given."entityId",
        given."layerId", given."documentId", given.action, given.before, given.after, given.rows, ${author.at},
        given.independent, given."seenBefore"
      FROM turn, given JOIN before ON before.name = given.stream
      RETURNING rev, change_hash(change.*) AS hash
    ), settled AS (
      UPDATE operation SET result = ${JSON.stringify(result)}::jsonb
      WHERE project_id = ${author.projectId}::uuid AND user_id = ${author.personId}::uuid AND op_id = ${author.opId}::uuid
      RETURNING row_hash(operation.*) AS hash
    )
    SELECT ${linkOperation(author)}, turn.archived, turn.deleted FROM turn`;
  const turn = await tx.row(
    z.object({ archived: z.boolean(), deleted: z.boolean() }),
    // For thousands a plan is made that expects thousands.
    drafts.length > FEW ? statement : keepPlan(statement),
  );
  if (!turn) throw new Error('changes of a project that is not there');
  tx.wake(author.projectId);
  const changes = drafts.flatMap((draft) => {
    if ('rows' in draft) return [];
    const { stream, noun, action, before, after } = draft;
    const { opId, memberId } = author;
    const at = author.at.toISOString();
    return { stream, opId, memberId, action, at, noun, before, after } as StoredChange;
  });
  const sets = drafts.flatMap((draft) => ('rows' in draft ? setOf(draft) : []));
  return { changes, sets, project: turn };
}

/** A row that a change tells of, with what is not stored with it. `which` is `before` or `after`. */
export function toldRow(which: 'before' | 'after'): Sql {
  return sql`with_quote("change".project_id, "change".noun, "change".layer_id, "change".document_id, ${identifier('change')}.${identifier(which)})`;
}

/** A quote longer than this, in code points, is not told again with a change that did not touch it. */
const LONG_QUOTE = 1_000;

/** The same for whoever follows what happens, and had the quote when it came: a long one is told as empty after that. */
export function followedRow(which: 'before' | 'after'): Sql {
  const row = sql`${identifier('change')}.${identifier(which)}`;
  return sql`CASE WHEN "change".noun = 'annotation' AND NOT ${row} ? 'quote'
      AND (${row} ->> 'endCp')::int - (${row} ->> 'startCp')::int > ${LONG_QUOTE}
    THEN ${row} || '{"quote": ""}' ELSE ${toldRow(which)} END`;
}

const changeColumns = sql`"change".stream, "change".op_id AS "opId", "change".member_id AS "memberId",
  "change".action, "change".at, "change".noun, "change".rows IS NOT NULL AS set, "change".document_id AS "documentId",
  "change".layer_id AS "layerId", CASE WHEN "change".rows IS NULL THEN ${toldRow('before')} END AS before,
  CASE WHEN "change".rows IS NULL THEN ${toldRow('after')} END AS after`;

/** What an operation, or several, did: change by change, and which sets. */
export interface ToldChanges {
  readonly changes: StoredChange[];
  readonly sets: ToldSet[];
}

/**
 * Documents that whoever hears of these changes has to read again: where sets were changed, and where a first pass
 * was made, which shows rows of which no change tells.
 */
export function rereadAfter({
  changes,
  sets,
}: {
  changes: readonly Change[];
  sets: readonly Pick<ToldSet, 'documentId'>[];
}): string[] {
  const passes = changes.flatMap(({ noun, before, after }) =>
    noun === 'layer' && before === null && after?.sourceLayerId != null ? after : [],
  );
  return [...new Set([...sets, ...passes].map(({ documentId }) => documentId))];
}

function setOf({ stream, documentId, layerId }: Omit<ToldSet, 'noun'>): ToldSet {
  return { stream, noun: 'annotation', documentId, layerId };
}

const toldInStream = z.discriminatedUnion('set', [
  z.object({ set: z.literal(true), stream: z.string(), documentId: z.string(), layerId: z.string() }),
  told.extend({ set: z.literal(false), stream: z.string() }),
]);

/** Changes for which `rest` (WHERE, ORDER BY, LIMIT) holds; `rev` may order them, and is not returned. */
export async function readTold(tx: Statements, rest: Sql): Promise<ToldChanges> {
  const found = await tx.rows(toldInStream, sql`SELECT ${changeColumns} FROM "change" ${rest}`);
  const changes = await mapByTurns(found, (each) => {
    if (each.set) return [];
    const { set: _, ...change } = each;
    return [{ ...completeChange(change), stream: change.stream }];
  });
  return {
    changes: changes.flat(),
    sets: found.flatMap((each) => (each.set ? setOf(each) : [])),
  };
}

/** The same without the sets and without what never leaves the server: changes of one thing each. */
export async function readChanges(tx: Statements, rest: Sql): Promise<Change[]> {
  return (await readTold(tx, rest)).changes.map(asTold);
}

/** What an operation did to things of these nouns, with the streams in which it was told, for whoever takes it back. */
export async function readOperationChanges(
  tx: Statements,
  { projectId, personId, opId }: LinkedOperation,
  nouns: readonly Noun[],
): Promise<StoredChange[]> {
  const ofOperation = sql`project_id = ${projectId}::uuid AND user_id = ${personId}::uuid AND op_id = ${opId}::uuid`;
  const { changes } = await readTold(
    tx,
    sql`WHERE ${ofOperation} AND noun = ANY(${[...nouns]}::text[]) ORDER BY rev`,
  );
  return changes;
}

/** A change as it was stored, with what was added to its noun since. */
export function completeChange({
  opId,
  memberId,
  action,
  at,
  noun,
  before,
  after,
}: z.infer<typeof told>): Change {
  const rows = { before: completeTold(noun, before), after: completeTold(noun, after) };
  return { opId, memberId, action, at: at.toISOString(), noun, ...rows } as Change;
}

/** Without what never leaves the server. */
export function asTold({ stream: _, ...change }: StoredChange): Change {
  return change as Change;
}

/** A change as a person may see it: of a tag without the examples out of letters that they code blind. */
export function changeAsSeen<C extends Change>(scope: Pick<Scope, 'blindDocuments'>, change: C): C {
  if (change.noun !== 'tag') return change;
  const { before, after } = change;
  return { ...change, before: before && tagAsSeen(scope, before), after: after && tagAsSeen(scope, after) };
}
