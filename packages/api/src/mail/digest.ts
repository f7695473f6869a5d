import { randomUUIDv7 } from 'node:crypto';
import { type MailPreference, mailPreference } from '@koersvast/contracts';
import { isErased } from '@koersvast/core/person';
import { type Database, outsideTransaction, type Tx, transact } from '@koersvast/db';
import { readPerson } from '../person/people.ts';
import { readNews } from './news.ts';

/** Before people begin their day, in the time zone of the server (`TZ`). */
const HOUR = 7;
const minuteMs = 60_000;
/** Who wants it at once gets it when nothing more has come for so long, or at last when something has waited so long. */
const quietMs = 5 * minuteMs;
const longestMs = 30 * minuteMs;
/** Each server looks once a minute; whoever wants it at once is looked at by one of them, however many there are. */
const betweenMs = 50_000;

/** When the digests of a day were last due. */
export function lastDigestAt(now: Date): Date {
  const due = new Date(now);
  due.setHours(HOUR, 0, 0, 0);
  if (due > now) due.setDate(due.getDate() - 1);
  return due;
}

const preferenceOf = (stored: unknown): MailPreference =>
  mailPreference.safeParse((stored as { mail?: unknown } | null)?.mail).data ?? 'daily';

/**
 * Makes a mail wait for everybody whose turn it is and who has anything to be told. Any number of servers may do so at
 * the same moment: whose turn it is is held, person by person. How many mails it made.
 */
export async function askDigests(db: Database, now = new Date(), closing?: AbortSignal): Promise<number> {
  const due = lastDigestAt(now);
  const recent = new Date(now.getTime() - betweenMs);
  const tx = outsideTransaction(db);
  const people = await tx.user.findMany({
    where: {
      retiredAt: null,
      members: { some: { removedAt: null } },
      OR: [
        { digest: null },
        { digest: { lookedAt: { lt: due } } },
        {
          preferences: { path: ['mail'], equals: 'atOnce' satisfies MailPreference },
          digest: { lookedAt: { lt: recent } },
        },
      ],
    },
    select: { id: true, email: true, preferences: true, digest: { select: { lookedAt: true } } },
  });
  const living = people.filter(({ email }) => !isErased(email));
  // Whoever is looked at for the first time is told from their next turn on.
  await tx.digest.createMany({
    data: living.flatMap(({ id, digest }) => (digest === null ? { userId: id, lookedAt: now } : [])),
    skipDuplicates: true,
  });
  let made = 0;
  for (const { id, preferences } of living) {
    // Those that are left are looked at by another server, or by this one when it is back.
    if (closing?.aborted) break;
    const wanted = preferenceOf(preferences);
    const turn = { personId: id, wanted, since: wanted === 'atOnce' ? recent : due, now };
    if (await transact(db, (inside) => askDigest(inside, turn))) made += 1;
  }
  return made;
}

interface Turn {
  readonly personId: string;
  readonly wanted: MailPreference;
  /** It is theirs unless they were looked at since. */
  readonly since: Date;
  readonly now: Date;
}

/** Whether a mail was made. */
async function askDigest(tx: Tx, { personId, wanted, since, now }: Turn): Promise<boolean> {
  // Holds the row to the end: whoever comes at the same moment waits, and then finds the mail, or the turn taken.
  const { count } = await tx.digest.updateMany({
    where: { userId: personId, lookedAt: { lt: since } },
    data: { lookedAt: now },
  });
  // The turn of who wants none passes as well, so that nothing comes the moment that they change their mind.
  if (count === 0 || wanted === 'off') return false;
  const mine = { kind: 'digest', about: personId } as const;
  const goes = await tx.mail.findFirst({
    where: { ...mine, state: { in: ['waiting', 'sending', 'handing'] } },
    select: { id: true },
  });
  // What has come since is told in that one, which is written when it is sent.
  if (goes) return false;
  const news = await readNews(tx, { personId, now, mailId: null });
  const [first] = news;
  if (first === undefined) return false;
  if (
    wanted === 'atOnce' &&
    !isQuiet(
      news.flatMap(({ told }) => told),
      now,
    )
  )
    return false;
  const person = await readPerson(tx, personId);
  if (!person) return false;
  // One that failed is in no need of being sent again: this one tells it.
  await tx.mail.deleteMany({ where: { ...mine, state: 'failed' } });
  const { email: address, preferences } = person;
  await tx.mail.create({
    data: {
      id: randomUUIDv7(),
      ...mine,
      address,
      language: preferences.language ?? first.language,
      createdAt: now,
    },
    select: { id: true },
  });
  return true;
}

function isQuiet(told: readonly { readonly at: string }[], now: Date): boolean {
  const ages = told.map(({ at }) => now.getTime() - Date.parse(at));
  return Math.min(...ages) >= quietMs || Math.max(...ages) >= longestMs;
}
