import type { AnnotationsOfDocument, HistoryPage, listHistoryInput } from '@koersvast/contracts';
import { DomainError, type Scope } from '@koersvast/core';
import {
  type Change,
  completeChange,
  completeRow,
  noSql,
  type Rows,
  type Sql,
  sql,
  type Tx,
  whereChangeSeen,
} from '@koersvast/db';
import type { z } from 'zod';

/** Changes on a page. */
const PAGE = 50;

/** Changes of a project that are told in its history; a layer comes and goes with what is in it. */
export function whereTold(scope: Scope, documentId: string | null): Sql {
  const ofDocument = documentId === null ? noSql : sql`AND change.document_id = ${documentId}::uuid`;
  return sql`${whereChangeSeen(scope)} AND change.noun <> 'layer' ${ofDocument}`;
}

interface Told extends Omit<Change, 'at'> {
  at: Date;
  kind: string;
  documentTitle: string | null;
  paragraph: number | null;
}

/**
 * One page of a history, newest first. Where a page ends is said by the place of its last change in its stream:
 * the number of a change in the whole project never leaves the server. Throws `not_found` for a document of
 * another project, and `input_not_valid` for a page that was not given out.
 */
export async function readHistory(
  tx: Tx,
  scope: Scope,
  input: z.infer<typeof listHistoryInput>,
): Promise<HistoryPage> {
  await checkDocument(tx, scope, input.documentId);
  const before = input.cursor ? sql`AND change.rev < ${await revOf(tx, scope, input.cursor)}` : noSql;
  const byMember = input.memberId === null ? noSql : sql`AND change.member_id = ${input.memberId}::uuid`;
  const ofNoun = input.noun === null ? noSql : sql`AND change.noun = ${input.noun}`;
  const found = await tx.rows<Told>(
    sql`SELECT change.stream, change.seq::float8 AS seq, change.op_id AS "opId", change.member_id AS "memberId",
          change.action, change.at, change.noun, change.before, change.after, operation.kind,
          document.title AS "documentTitle", block.paragraph
        FROM change JOIN operation USING (user_id, op_id) LEFT JOIN document ON document.id = change.document_id
        LEFT JOIN block ON change.noun = 'reading' AND block.document_id = change.document_id
          AND block.index = (coalesce(change.after, change.before) ->> 'block')::int
        WHERE ${whereTold(scope, input.documentId)} ${before} ${byMember} ${ofNoun}
        ORDER BY change.rev DESC LIMIT ${PAGE + 1}`,
  );
  const page = found.slice(0, PAGE);
  const last = found.length > PAGE ? page.at(-1) : undefined;
  return {
    entries: page.map(({ kind, documentTitle, paragraph, at, ...change }) => ({
      change: completeChange({ ...change, at: at.toISOString() } as Change),
      kind,
      documentTitle,
      paragraph,
    })),
    next: last ? `${last.stream}=${last.seq}` : null,
  };
}

async function revOf(tx: Tx, scope: Scope, place: string): Promise<string> {
  const [, stream = '', seq = ''] = /^(.+)=(\d{1,15})$/.exec(place) ?? [];
  const row = await tx.row<{ rev: string }>(
    sql`SELECT rev FROM change WHERE ${whereChangeSeen(scope)} AND stream = ${stream} AND seq = ${seq || '0'}`,
  );
  if (!row) throw new DomainError('input_not_valid', { path: 'cursor' });
  return row.rev;
}

async function checkDocument(tx: Tx, scope: Scope, documentId: string | null): Promise<void> {
  if (documentId === null) return;
  const document = await tx.row(
    sql`SELECT 1 FROM document WHERE id = ${documentId}::uuid AND project_id = ${scope.projectId}::uuid`,
  );
  if (!document) throw new DomainError('not_found');
}

/** What a document shows beside its text. */
const shown = ['layer', 'annotation', 'assignment', 'reading', 'review', 'reply', 'decision'] as const;

/**
 * What stood in a document at a moment, as far as one may see now: all that came before the last change that
 * bears a time until then, so that it did stand so at once, whatever the clocks of the servers said.
 * Throws `not_found`.
 */
export async function documentAt(
  tx: Tx,
  scope: Scope,
  documentId: string,
  at: string,
): Promise<AnnotationsOfDocument> {
  await checkDocument(tx, scope, documentId);
  const ofDocument = sql`${whereChangeSeen(scope)} AND document_id = ${documentId}::uuid
    AND noun = ANY(${[...shown]}::text[])`;
  const told = await tx.rows<Pick<Change, 'noun' | 'after'>>(
    sql`SELECT DISTINCT ON (noun, entity_id, layer_id) noun, after FROM change
        WHERE ${ofDocument} AND rev <= (SELECT max(rev) FROM change WHERE ${ofDocument} AND at <= ${at})
        ORDER BY noun, entity_id, layer_id, rev DESC`,
  );
  const byNoun = Map.groupBy(told, (each) => each.noun);
  const listed = <N extends keyof Rows>(noun: N) =>
    (byNoun.get(noun) ?? []).flatMap((each) => completeRow(noun, each.after as Rows[N] | null) ?? []);
  return {
    layers: listed('layer'),
    annotations: inTextOrder(listed('annotation').filter(isAlive)),
    assignments: listed('assignment'),
    readings: listed('reading').filter(isAlive),
    reviews: listed('review'),
    replies: listed('reply').filter(isAlive),
    decisions: listed('decision'),
    cursor: '',
  };
}

function isAlive(row: { readonly deletedAt: string | null }): boolean {
  return row.deletedAt === null;
}

function inTextOrder(rows: Rows['annotation'][]): Rows['annotation'][] {
  return rows.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
}
