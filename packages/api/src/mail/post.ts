import { randomUUIDv7 } from 'node:crypto';
import { resetMinutes, resetPath } from '@koersvast/contracts';
import { isLanguage, type Language } from '@koersvast/core/language';
import {
  clearMails,
  type Database,
  endMail,
  type HeldMail,
  handMail,
  loseMails,
  outsideTransaction,
  takeMail,
  transact,
  withPatience,
} from '@koersvast/db';
import type { Log, Post } from '../context.ts';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { findPerson, readPerson } from '../person/people.ts';
import { pause } from '../rest.ts';
import { bareAddress, handOverMail, type MailServer } from './hand-over.ts';
import { resetLetter, type WrittenMail } from './letter.ts';

export interface PostOptions {
  readonly db: Database;
  readonly server: MailServer;
  /** The address that people use: links begin with it, whatever a request said of hosts. */
  readonly origin: string;
  readonly log: Log;
  /** So often it looks, whatever it hears. */
  readonly lookMs?: number;
  /** How long one mail may take until it is taken from who sends it. */
  readonly leaseMs?: number;
}

export interface OpenPost extends Post {
  /** Looks for mails until it is closed. */
  start(): void;
  /** Sends all that waits; how many were taken. */
  sendAll(): Promise<number>;
  close(): Promise<void>;
}

const CLEAR_MS = 3_600_000;

/** Sends the mails that wait, one after the other; any number of servers may do so beside each other. */
export function openPost({ db, server, origin, log, ...limits }: PostOptions): OpenPost {
  const { lookMs = 5_000, leaseMs = 600_000 } = limits;
  const closing = new AbortController();
  let loop: Promise<void> | null = null;
  let heard = () => {};
  let clearedAt = Number.NEGATIVE_INFINITY;

  async function sendOne(): Promise<boolean> {
    const mail = await transact(db, (tx) => takeMail(tx, { lease: randomUUIDv7(), leaseMs }));
    if (mail === null) return false;
    const tx = outsideTransaction(db);
    const written = await writeMail(db, mail, origin);
    if (written === null) {
      await endMail(tx, mail, 'dropped', null);
      return true;
    }
    const messageId = `<${mail.id}@${bareAddress(server.from).split('@')[1] ?? 'localhost'}>`;
    const addressed = { ...written, to: mail.address, messageId };
    const came = await handOverMail(server, addressed, () => handMail(tx, mail), closing.signal);
    if (came.end === 'withheld') return true;
    await endMail(tx, mail, came.end, 'problem' in came ? came.problem : null);
    if ('problem' in came) log.warn({ mail: mail.id, kind: mail.kind, end: came.end }, 'a mail was not sent');
    return true;
  }

  async function sendAll(): Promise<number> {
    await loseMails(outsideTransaction(db));
    let taken = 0;
    while (!closing.signal.aborted && (await sendOne())) taken += 1;
    return taken;
  }

  async function look(): Promise<void> {
    while (!closing.signal.aborted) {
      // From here on, so that what is heard while mails are sent is looked for as well.
      const waiting = new AbortController();
      heard = () => waiting.abort();
      try {
        if (performance.now() - clearedAt > CLEAR_MS) {
          clearedAt = performance.now();
          await clearMails(outsideTransaction(db));
        }
        await sendAll();
      } catch (error) {
        log.warn({ err: error }, 'the mails that wait could not be read');
      }
      await pause(lookMs, AbortSignal.any([waiting.signal, closing.signal]));
    }
  }

  return {
    from: server.from,
    wake: () => heard(),
    start() {
      loop ??= withPatience(Number.POSITIVE_INFINITY, look);
    },
    sendAll,
    async close() {
      closing.abort();
      await loop;
    },
  };
}

/** What a mail says; null where there is nobody whom it could tell anything. */
async function writeMail(db: Database, mail: HeldMail, origin: string): Promise<WrittenMail | null> {
  if (mail.kind !== 'password_reset') return null;
  const tx = outsideTransaction(db);
  const found = await findPerson(tx, mail.address);
  const person = found && (await readPerson(tx, found.id));
  if (!person) return null;
  const { retiredAt } = await tx.user.findUniqueOrThrow({
    where: { id: person.id },
    select: { retiredAt: true },
  });
  if (retiredAt) return null;
  // Made now, and for each attempt anew: the secret stands in the mail alone.
  const token = newLinkToken();
  const expiresAt = new Date(Date.now() + resetMinutes * 60_000);
  await tx.passwordReset.create({ data: { tokenHash: hashToken(token), userId: person.id, expiresAt } });
  const language: Language =
    person.preferences.language ?? (isLanguage(mail.language) ? mail.language : 'en');
  return resetLetter(language, {
    name: person.name,
    href: origin + resetPath(token),
    minutes: resetMinutes,
  });
}
