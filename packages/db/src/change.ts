import type { StreamName } from '@koersvast/core';
import type { Noun, Rows } from './rows.ts';
import { type Sql, sql } from './sql.ts';
import type { Tx } from './transaction.ts';

export type ChangeAction = 'create' | 'edit' | 'remove' | 'restore' | 'undo' | 'redo';

interface ChangeOf<N extends Noun> {
  /** The stream in which it is told, and its number there: gap-free from 1. */
  stream: StreamName;
  seq: number;
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

/** A change that has not yet got its place in a stream. */
export interface ChangeDraft {
  stream: StreamName;
  action: ChangeAction;
  noun: Noun;
  before: Rows[Noun] | null;
  after: Rows[Noun] | null;
}

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

/**
 * Appends changes to their streams and wakes the readers. It must be the last thing that a transaction does:
 * from here to the commit it holds the project, so that `rev` and `seq` follow the order of the commits and
 * have no gaps.
 */
export async function appendChanges(
  tx: Tx,
  author: ChangeAuthor,
  drafts: readonly ChangeDraft[],
): Promise<Change[]> {
  if (drafts.length === 0) return [];
  const counts = new Map<StreamName, number>();
  for (const { stream } of drafts) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  const names = [...counts.keys()].sort();

  const project = await tx.row<{ rev: string }>(
    sql`UPDATE project SET rev = rev + ${drafts.length} WHERE id = ${author.projectId}::uuid RETURNING rev`,
  );
  if (!project) throw new Error('changes of a project that is not there');
  const streams = await tx.rows<{ name: string; seq: string }>(
    sql`INSERT INTO stream (project_id, name, seq)
        SELECT ${author.projectId}::uuid, given.name, given.count
        FROM unnest(${names}::text[], ${names.map((name) => counts.get(name))}::bigint[]) AS given (name, count)
        ORDER BY given.name
        ON CONFLICT (project_id, name) DO UPDATE SET seq = stream.seq + excluded.seq
        RETURNING name, seq`,
  );
  const next = new Map(streams.map(({ name, seq }) => [name, Number(seq) - (counts.get(name) ?? 0)]));
  let rev = Number(project.rev) - drafts.length;

  const rows = drafts.map((draft) => {
    const row = draft.after ?? draft.before;
    if (!row) throw new Error('a change that says nothing');
    const seq = (next.get(draft.stream) ?? 0) + 1;
    next.set(draft.stream, seq);
    rev += 1;
    return { ...draft, rev, seq, entityId: row.id, ...placeOf(draft.noun, row) };
  });
  await tx.run(
    sql`INSERT INTO change (project_id, rev, stream, seq, user_id, op_id, member_id, noun, entity_id, layer_id,
          document_id, action, before, after, at)
        SELECT ${author.projectId}::uuid, made.rev, made.stream, made.seq, ${author.personId}::uuid, ${author.opId}::uuid,
          ${author.memberId}::uuid, made.noun, made."entityId", made."layerId", made."documentId", made.action,
          made.before, made.after, ${author.at}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (rev bigint, stream text, seq bigint, noun text,
          "entityId" uuid, "layerId" uuid, "documentId" uuid, action text, before jsonb, after jsonb)`,
  );
  await wakeReaders(tx, author.projectId);
  return rows.map(
    ({ stream, seq, noun, action, before, after }) =>
      ({
        stream,
        seq,
        opId: author.opId,
        memberId: author.memberId,
        action,
        at: author.at.toISOString(),
        noun,
        before,
        after,
      }) as Change,
  );
}

/** The channel on which a transaction that commits says that there is something to read. */
export const channel = 'koersvast';

/** Wakes whoever reads this project, once the transaction commits. The notice carries nothing else. */
export async function wakeReaders(tx: Tx, projectId: string): Promise<void> {
  await tx.run(sql`SELECT pg_notify(${channel}, ${projectId})`);
}

const changeColumns = sql`"change".stream, "change".seq::float8 AS seq, "change".op_id AS "opId", "change".member_id AS "memberId",
  "change".action, "change".at, "change".noun, "change".before, "change".after`;

/** Changes for which `rest` (WHERE, ORDER BY, LIMIT) holds; `rev` may order them, and is not returned. */
export async function readChanges(tx: Tx, rest: Sql): Promise<Change[]> {
  const found = await tx.rows<Omit<Change, 'at'> & { at: Date }>(
    sql`SELECT ${changeColumns} FROM "change" ${rest}`,
  );
  return found.map((change) => ({ ...change, at: change.at.toISOString() }) as Change);
}
