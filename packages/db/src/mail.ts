import { z } from 'zod';
import { sql } from './sql.ts';
import type { Tx } from './transaction.ts';

/*
 * Who sends a mail holds it by a lease, by the clock of the database. Until the last byte of a mail is let go, the mail
 * server has not got it, and whoever finds the lease ended sends it again. Letting go of that byte is a state of its own
 * (`handing`), taken under the lease and committed before: whoever finds a mail there knows that it may have been
 * accepted, and never sends it again by themselves.
 */

const heldMail = z.object({
  id: z.string(),
  kind: z.string(),
  address: z.string(),
  language: z.string(),
  place: z.string().nullable(),
  about: z.string().nullable(),
  attempts: z.number(),
  lease: z.string(),
});
export type HeldMail = Readonly<z.infer<typeof heldMail>>;

const givenUp = z.object({ id: z.string(), kind: z.string() });

/** Minutes until the next attempt, by how many there were; after the last of them a mail has failed. */
const MINUTES = [1, 5, 15, 60, 240, 480];
/** Attempts are counted as they begin, so that one that ends its server counts as well. */
const MOST_ATTEMPTS = MINUTES.length + 1;

/**
 * Takes the mail whose turn it is, which nobody else then has; null when there is none. Digests come last: everybody's
 * are due at the same moment, and somebody waits for each of the others. Kinds that a server does not know are left to
 * newer ones. When its turn comes is stored in whole milliseconds, rounded, and so may lie half of one ahead of the
 * clock by which it was set to now.
 */
export async function takeMail(
  tx: Tx,
  {
    kinds,
    lease,
    leaseMs,
  }: { readonly kinds: readonly string[]; readonly lease: string; readonly leaseMs: number },
): Promise<HeldMail | null> {
  const row = await tx.row(
    heldMail,
    sql`WITH next AS (
          SELECT id FROM mail WHERE kind = ANY(${[...kinds]}::text[]) AND (
            (state = 'waiting' AND not_before < now() + interval '1 millisecond')
            OR (state = 'sending' AND leased_until < now() AND attempts < ${MOST_ATTEMPTS}))
          ORDER BY kind = 'digest', not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        UPDATE mail SET state = 'sending', lease = ${lease}::uuid, attempts = mail.attempts + 1,
          leased_until = now() + make_interval(secs => ${leaseMs / 1000}::float8)
        FROM next WHERE mail.id = next.id
        RETURNING mail.id, mail.kind, mail.address, mail.language, mail.place, mail.about, mail.attempts,
          mail.lease`,
  );
  return row ?? null;
}

/** From here on it may have been accepted. False when it is somebody else's by now: then it must not be. */
export async function handMail(tx: Tx, { id, lease }: HeldMail): Promise<boolean> {
  const handed = await tx.run(
    sql`UPDATE mail SET state = 'handing' WHERE id = ${id}::uuid AND lease = ${lease}::uuid AND state = 'sending'
        AND leased_until > now()`,
  );
  return handed > 0;
}

export type MailEnd = 'sent' | 'dropped' | 'again' | 'failed' | 'unsure';

/** Notes what became of a mail; of one that is somebody else's by now nothing is noted. */
export async function endMail(
  tx: Tx,
  { id, lease, attempts }: HeldMail,
  end: MailEnd,
  problem: string | null,
): Promise<void> {
  if (end === 'dropped') {
    await tx.run(sql`DELETE FROM mail WHERE id = ${id}::uuid AND lease = ${lease}::uuid`);
    return;
  }
  const minutes = MINUTES[attempts - 1];
  const state = end === 'again' ? (minutes === undefined ? 'failed' : 'waiting') : end;
  await tx.run(
    sql`UPDATE mail SET state = ${state}::mail_state, problem = ${problem},
          not_before = now() + make_interval(mins => ${minutes ?? 0}::int)
        WHERE id = ${id}::uuid AND lease = ${lease}::uuid`,
  );
}

/** Of those whose server was killed while it let go of them nobody knows. How many these are. */
export function loseMails(tx: Tx): Promise<number> {
  return tx.run(
    sql`UPDATE mail SET state = 'unsure', problem = NULL WHERE state = 'handing' AND leased_until < now()`,
  );
}

/**
 * Puts aside those of which the last attempt, too, has ended without a word, as where writing a mail kills the server that
 * does it. They were not let go: nobody has got them.
 */
export function giveUpMails(tx: Tx): Promise<z.infer<typeof givenUp>[]> {
  return tx.rows(
    givenUp,
    sql`UPDATE mail SET state = 'failed', problem = NULL, not_before = now()
        WHERE state = 'sending' AND leased_until < now() AND attempts >= ${MOST_ATTEMPTS} RETURNING id, kind`,
  );
}

/**
 * Forgets what was sent a day ago, what nobody looked after in a month, and links that have expired. Of an invitation it
 * is known for that month to whom it was sent: it is gone before.
 */
export async function clearMails(tx: Tx): Promise<void> {
  await tx.run(
    sql`DELETE FROM mail WHERE (state = 'sent' AND kind <> 'invitation' AND not_before < now() - interval '1 day')
          OR created_at < now() - interval '30 days'`,
  );
  await tx.run(sql`DELETE FROM password_reset WHERE expires_at < now() - interval '1 day'`);
}
