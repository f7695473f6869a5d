import { type Access, isoOf, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';
import { saidTo } from '../study/said-to.ts';

const toldBefore = z.object({ id: z.string(), at: z.string() });

const untold = z.object({
  kind: z.enum(['verdict', 'disagreement', 'reply', 'mention']),
  memberId: z.string(),
  said: toldBefore.array(),
});

/** What one member said to another that this one has neither read nor been mailed. */
export type Untold = Readonly<z.infer<typeof untold>>;
/** One thing that was said, or a round that was revealed, as of when. */
export type Told = Readonly<z.infer<typeof toldBefore>>;

interface Asked {
  /** What is older is told by nobody any more. */
  readonly since: Date;
  /** What this very mail told counts as untold: it is being written again. Null for none. */
  readonly mailId: string | null;
}

/**
 * The notices of a member (`saidTo`: as far as they may see them) that they have neither read nor been mailed, by kind
 * and by who said it.
 */
export function readUntold(tx: Tx, access: Access, { since, mailId }: Asked): Promise<Untold[]> {
  return tx.rows(
    untold,
    sql`WITH ${saidTo(access)}
        SELECT kind, created_by_id AS "memberId", json_agg(json_build_object('id', id, 'at', ${isoOf(sql`at`)}) ORDER BY at, id) AS said
        FROM said WHERE unread AND at > ${since} AND NOT EXISTS (SELECT 1 FROM notice_mailed AS told
          WHERE told.project_id = ${access.projectId}::uuid AND told.member_id = ${access.memberId}::uuid
            AND told.said_id = said.id AND told.said_at >= said.at AND told.mail_id IS DISTINCT FROM ${mailId}::uuid)
        GROUP BY kind, created_by_id ORDER BY min(at), created_by_id, kind`,
  );
}

/** For so long it is kept that something was told: twice as long as it could be told again. */
const keptDays = 28;

/**
 * Notes what a mail tells a member, before it is let go: no other mail tells it again. Of what is too old for that
 * nothing is kept of them.
 */
export async function noteMailed(
  tx: Tx,
  { projectId, memberId }: Pick<Access, 'projectId' | 'memberId'>,
  mailId: string,
  told: readonly Told[],
): Promise<void> {
  const where = { projectId, memberId };
  const before = new Date(Date.now() - keptDays * 86_400_000);
  await tx.noticeMailed.deleteMany({ where: { ...where, saidAt: { lt: before } } });
  const [ids, moments] = [told.map(({ id }) => id), told.map(({ at }) => at)];
  await tx.run(
    sql`INSERT INTO notice_mailed (project_id, member_id, said_id, said_at, mail_id)
        SELECT ${projectId}::uuid, ${memberId}::uuid, said.id, said.at, ${mailId}::uuid
        FROM unnest(${ids}::uuid[], ${moments}::timestamptz[]) AS said (id, at)
        ON CONFLICT (project_id, member_id, said_id) DO UPDATE SET said_at = excluded.said_at, mail_id = excluded.mail_id`,
  );
}
