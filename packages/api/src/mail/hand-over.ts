import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { WrittenMail } from './letter.ts';

/** The mail server, and who writes. */
export interface MailServer {
  readonly url: string;
  /** The sender's address, with a name before it or not. */
  readonly from: string;
  /** How long it may stay silent, in milliseconds. */
  readonly silenceMs?: number;
}

export interface AddressedMail extends WrittenMail {
  readonly to: string;
  /** Made beforehand, so that whoever gets one twice has the same one twice. */
  readonly messageId: string;
}

/** What came of handing a mail over. */
export type HandedOver =
  /** The server has it, and said so. */
  | { readonly end: 'sent' }
  /** The server has not got it; `again` where it may take it later. */
  | { readonly end: 'again' | 'failed'; readonly problem: string }
  /** The last byte was let go, and no answer came. */
  | { readonly end: 'unsure'; readonly problem: string }
  /** `letGo` said no. */
  | { readonly end: 'withheld' };

/** The address of a sender alone, as servers are told it. */
export const bareAddress = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** The server will never take this mail. What it says of whoever hands it over may be mended in the settings. */
const isFinal = ({ code, responseCode = 0 }: Failure) =>
  responseCode >= 500 && responseCode < 600 && (code === 'EENVELOPE' || code === 'EMESSAGE');

interface Failure {
  /** What the client was at. */
  readonly code?: string;
  /** What the server answered. */
  readonly responseCode?: number;
  readonly message?: string;
}

/** How long the answer of a server that may have a mail is waited for by whoever is closing, in milliseconds. */
const LAST_ANSWER_MS = 5_000;

/**
 * Hands one mail to the server over a connection of its own. Its bytes wait for the server to ask for them, and the last
 * of them for `letGo`: before that the server cannot have taken the mail, whatever is cut or killed. `closing` gives up
 * what has not been let go.
 */
export async function handOverMail(
  { url, from, silenceMs = 60_000 }: MailServer,
  { to, stopHref, ...written }: AddressedMail,
  letGo: () => Promise<boolean>,
  closing?: AbortSignal,
): Promise<HandedOver> {
  const headers = stopHref && {
    'List-Unsubscribe': `<${stopHref}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  const message = await new MailComposer({ ...written, from, to, ...(headers && { headers }) })
    .compile()
    .build();
  const { auth, ...where } = parseConnectionUrl(url);
  const connection = new SMTPConnection({
    ...where,
    connectionTimeout: Math.min(silenceMs, 15_000),
    greetingTimeout: Math.min(silenceMs, 30_000),
    socketTimeout: silenceMs,
  });
  let state: 'before' | 'withheld' | 'let go' = 'before';
  async function* bytes() {
    yield message;
    const may = await letGo();
    // Then it is known by now that the server has not got it.
    if (closing?.aborted) throw new Error('closing');
    state = may ? 'let go' : 'withheld';
    if (!may) throw new Error('withheld');
  }
  let stop = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => {
        const end = () => reject(new Error('this server was stopped'));
        if (state === 'let go') setTimeout(end, LAST_ANSWER_MS).unref();
        else end();
      };
      if (closing?.aborted) return stop();
      closing?.addEventListener('abort', stop);
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the mail server hung up')));
      const stream = Readable.from(bytes(), { objectMode: false });
      stream.once('error', reject);
      const deliver = () =>
        connection.send({ from: bareAddress(from), to: [to] }, stream, (error) =>
          error ? reject(error) : resolve(),
        );
      connection.connect((failed) => {
        if (failed) return reject(failed);
        if (!auth) return deliver();
        connection.login(auth, (refused) => (refused ? reject(refused) : deliver()));
      });
    });
    connection.quit();
    return { end: 'sent' };
  } catch (error) {
    connection.close();
    return whatCame(error as Failure, state);
  } finally {
    closing?.removeEventListener('abort', stop);
  }
}

function whatCame(failure: Failure, state: 'before' | 'withheld' | 'let go'): HandedOver {
  if (state === 'withheld') return { end: 'withheld' };
  const problem = (failure.message ?? String(failure)).slice(0, 300);
  // With the last byte gone the server may have taken it, unless it said that it did not.
  if (state === 'let go' && failure.responseCode === undefined) return { end: 'unsure', problem };
  return { end: isFinal(failure) ? 'failed' : 'again', problem };
}
