import { type MarkNoticesInput, type noticesShown, reviewNotices } from '@koersvast/contracts';
import { type Access, type Sql, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { saidTo } from '../study/said-to.ts';

/** How many are read. */
const most = 100;

type Notices = z.infer<typeof reviewNotices>;
type Shown = (typeof noticesShown)[number];

const whereShown: Readonly<Record<Shown, Sql>> = {
  all: sql`true`,
  unread: sql`unread`,
  verdicts: sql`kind = 'verdict'`,
  replies: sql`kind <> 'verdict'`,
};

/**
 * What others said of a member's work, or to them, newest first: verdicts on their annotations, why somebody
 * keeps what they judged, replies in threads of their annotations or that they took part in, and mentions. Accepts of one letter by one person are
 * told together, what is new apart from what was read.
 */
export async function readNotices(tx: Tx, access: Access, show: Shown = 'all'): Promise<Notices> {
  const rows = await tx.rows(
    reviewNotices.shape.notices.element.extend({ at: z.date(), allUnread: z.number() }),
    sql`WITH ${saidTo(access)},
        told AS (
          SELECT *, CASE WHEN verdict = 'accept' THEN NULL ELSE id END AS alone FROM said WHERE ${whereShown[show]}),
        lines AS (
          SELECT *, row_number() OVER line AS place, (count(*) OVER (PARTITION BY alone, created_by_id, document_id,
            round_id, unread))::int AS count
          FROM told WINDOW line AS (PARTITION BY alone, created_by_id, document_id, round_id, unread
            ORDER BY at DESC, id))
        SELECT id, kind, at, count, created_by_id AS "memberId", document_id AS "documentId",
          title AS "documentTitle", round_id AS "roundId", layer_id AS "layerId", annotation_id AS "annotationId",
          quote, verdict, text, unread,
          (SELECT count(*)::int FROM said WHERE said.unread) AS "allUnread"
        FROM lines WHERE place = 1 ORDER BY at DESC, annotation_id LIMIT ${most}`,
  );
  const notices = rows.map(({ allUnread: _, ...row }) => ({ ...row, at: row.at.toISOString() }));
  return { unread: rows[0]?.allUnread ?? (await countUnread(tx, access, show)), notices };
}

/** Where nothing is shown of what was asked for there may be something unread beside it. */
async function countUnread(tx: Tx, access: Access, show: Shown): Promise<number> {
  if (show === 'all' || show === 'unread') return 0;
  const row = await tx.row(
    z.object({ unread: z.number() }),
    sql`WITH ${saidTo(access)} SELECT count(*)::int AS unread FROM said WHERE unread`,
  );
  return row?.unread ?? 0;
}

/** Notes up to when a member has looked; it never goes back. Their own business, so no operation. */
export async function noteNoticesSeen(tx: Tx, { projectId, memberId }: Access, until: string): Promise<void> {
  await tx.run(
    sql`UPDATE member SET notices_seen_at = greatest(notices_seen_at, least(${until}::timestamptz, now()))
        WHERE project_id = ${projectId}::uuid AND id = ${memberId}::uuid`,
  );
}

function whereMarked(what: MarkNoticesInput['what']): Sql {
  if (what.kind === 'one') return sql`id = ${what.id}::uuid`;
  if (what.kind === 'all') return sql`at <= ${what.until}::timestamptz`;
  return sql`verdict = 'accept' AND document_id = ${what.documentId}::uuid AND round_id = ${what.roundId}::uuid
    AND created_by_id = ${what.memberId}::uuid AND at <= ${what.until}::timestamptz`;
}

/** Marks what is unread, and that alone, so that taking it back brings back what was there. Nothing is told of it. */
export async function markNotices(
  tx: Tx,
  access: Access,
  { markId, what }: Pick<MarkNoticesInput, 'markId' | 'what'>,
  at: Date,
): Promise<void> {
  await tx.run(
    sql`WITH ${saidTo(access)}
        INSERT INTO notice_read (project_id, member_id, said_id, mark_id, read_at)
        SELECT ${access.projectId}::uuid, ${access.memberId}::uuid, id, ${markId}::uuid, greatest(${at}::timestamptz, at)
        FROM said WHERE unread AND ${whereMarked(what)}
        ON CONFLICT (project_id, member_id, said_id) DO UPDATE SET mark_id = excluded.mark_id, read_at = excluded.read_at
          WHERE notice_read.read_at < excluded.read_at`,
  );
}

export async function unmarkNotices(tx: Tx, { projectId, memberId }: Access, markId: string): Promise<void> {
  await tx.run(
    sql`DELETE FROM notice_read
        WHERE project_id = ${projectId}::uuid AND member_id = ${memberId}::uuid AND mark_id = ${markId}::uuid`,
  );
}
