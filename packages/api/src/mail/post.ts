import { randomUUIDv7 } from 'node:crypto';
import { stopMailPath } from '@koersvast/contracts';
import {
  clearMails,
  type Database,
  endMail,
  handMail,
  loseMails,
  outsideTransaction,
  takeMail,
  transact,
  withPatience,
} from '@koersvast/db';
import type { Log, Post } from '../context.ts';
import { pause } from '../rest.ts';
import { noteMailed } from '../review/told-by-mail.ts';
import { askDigests } from './digest.ts';
import { bareAddress, handOverMail, type MailServer } from './hand-over.ts';
import { createStopLinks } from './stop-link.ts';
import { mailKinds, writeMail } from './write.ts';

export interface PostOptions {
  readonly db: Database;
  readonly server: MailServer;
  /** The address that people use: links begin with it, whatever a request said of hosts. */
  readonly origin: string;
  /** Of the installation: seals the links by which digests are stopped. */
  readonly secret: string;
  readonly log: Log;
  /** Whose time it is to be told is reckoned by this clock; the one of the machine where nothing is said. */
  readonly now?: () => Date;
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
/** So often it is looked who is to be told what is new. */
const ASK_MS = 60_000;

/** Sends the mails that wait, one after the other; any number of servers may do so beside each other. */
export function openPost({ db, server, origin, secret, log, ...more }: PostOptions): OpenPost {
  const { lookMs = 5_000, leaseMs = 600_000, now = () => new Date() } = more;
  const stopLinks = createStopLinks(secret);
  const stopHref = (personId: string) => origin + stopMailPath(stopLinks.tokenOf(personId));
  const closing = new AbortController();
  let loop: Promise<void> | null = null;
  let heard = () => {};
  let clearedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function sendOne(): Promise<boolean> {
    const mail = await transact(db, (tx) =>
      takeMail(tx, { kinds: mailKinds, lease: randomUUIDv7(), leaseMs }),
    );
    if (mail === null) return false;
    const ready = await writeMail(db, mail, { origin, stopHref });
    if (ready === null) {
      await endMail(outsideTransaction(db), mail, 'dropped', null);
      return true;
    }
    const { written, to, told } = ready;
    const messageId = `<${mail.id}@${bareAddress(server.from).split('@')[1] ?? 'localhost'}>`;
    // What it tells is noted as it goes, so that whatever is killed now, no other mail tells it again.
    const letGo = () =>
      transact(db, async (tx) => {
        if (!(await handMail(tx, mail))) return false;
        for (const each of told) await noteMailed(tx, each.place, mail.id, each.told);
        return true;
      });
    const came = await handOverMail(server, { ...written, to, messageId }, letGo, closing.signal);
    if (came.end === 'withheld') return true;
    await transact(db, async (tx) => {
      if (came.end === 'again' || came.end === 'failed')
        for (const { place } of told)
          await tx.noticeMailed.deleteMany({ where: { ...place, mailId: mail.id } });
      await endMail(tx, mail, came.end, 'problem' in came ? came.problem : null);
    });
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
        if (performance.now() - askedAt > ASK_MS) {
          askedAt = performance.now();
          await askDigests(db, now(), closing.signal);
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
    personOfStopLink: stopLinks.personOf,
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
