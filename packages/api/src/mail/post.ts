import { randomUUIDv7 } from 'node:crypto';
import { stopMailPath } from '@koersvast/contracts';
import {
  clearMails,
  type Database,
  endMail,
  giveUpMails,
  type HeldMail,
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
import { bareAddress, type HandedOver, handOverMail, type MailServer } from './hand-over.ts';
import { createStopLinks } from './stop-link.ts';
import { mailKinds, type ReadyMail, writeMail } from './write.ts';

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

/** What came of one attempt, and what the mail told; or why there was nothing to be handed over. */
interface Attempted {
  readonly came: HandedOver | { readonly end: 'dropped' } | { readonly end: 'again'; readonly problem: null };
  readonly told: ReadyMail['told'];
  readonly error?: unknown;
}

/** Sends the mails that wait, one after the other; any number of servers may do so beside each other. */
export function openPost({ db, server, origin, secret, log, ...more }: PostOptions): OpenPost {
  const { lookMs = 5_000, leaseMs = 600_000, now = () => new Date() } = more;
  const stopLinks = createStopLinks(secret);
  const stopHref = (personId: string) => origin + stopMailPath(stopLinks.tokenOf(personId));
  const closing = new AbortController();
  let loops: Promise<unknown> | null = null;
  let heard = () => {};
  let clearedAt = Number.NEGATIVE_INFINITY;

  async function attempt(mail: HeldMail): Promise<Attempted> {
    const ready = await writeMail(db, mail, { origin, stopHref });
    if (ready === null) return { came: { end: 'dropped' }, told: [] };
    const { written, to, told } = ready;
    const messageId = `<${mail.id}@${bareAddress(server.from).split('@')[1] ?? 'localhost'}>`;
    // What it tells is noted as it goes, so that whatever is killed now, no other mail tells it again.
    const letGo = () =>
      transact(db, async (tx) => {
        if (!(await handMail(tx, mail))) return false;
        for (const each of told) await noteMailed(tx, each.place, mail.id, each.told);
        return true;
      });
    return { came: await handOverMail(server, { ...written, to, messageId }, letGo, closing.signal), told };
  }

  async function sendOne(): Promise<boolean> {
    const mail = await transact(db, (tx) =>
      takeMail(tx, { kinds: mailKinds, lease: randomUUIDv7(), leaseMs }),
    );
    if (mail === null) return false;
    // What is thrown has let nothing go: whatever goes wrong with the mail server is an answer.
    const { came, told, error } = await attempt(mail).catch(
      (thrown: unknown): Attempted => ({ came: { end: 'again', problem: null }, told: [], error: thrown }),
    );
    if (came.end === 'withheld') return true;
    await transact(db, async (tx) => {
      if (came.end === 'again' || came.end === 'failed')
        for (const { place } of told)
          await tx.noticeMailed.deleteMany({ where: { ...place, mailId: mail.id } });
      await endMail(tx, mail, came.end, 'problem' in came ? came.problem : null);
    });
    if ('problem' in came)
      log.warn(
        { mail: mail.id, kind: mail.kind, end: came.end, ...(error !== undefined && { err: error }) },
        'a mail was not sent',
      );
    return true;
  }

  async function sendAll(): Promise<number> {
    const tx = outsideTransaction(db);
    await loseMails(tx);
    for (const { id, kind } of await giveUpMails(tx))
      log.warn({ mail: id, kind, end: 'failed' }, 'a mail was given up, since each attempt ended its server');
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

  /** Beside it, so that who waits for a link does not wait until everybody's news has been read. */
  async function ask(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        if ((await askDigests(db, now(), closing.signal)) > 0) heard();
      } catch (error) {
        log.warn({ err: error }, 'whom to tell what is new could not be read');
      }
      await pause(ASK_MS, closing.signal);
    }
  }

  return {
    from: server.from,
    personOfStopLink: stopLinks.personOf,
    wake: () => heard(),
    start() {
      loops ??= withPatience(Number.POSITIVE_INFINITY, () => Promise.all([look(), ask()]));
    },
    sendAll,
    async close() {
      closing.abort();
      await loops;
    },
  };
}
