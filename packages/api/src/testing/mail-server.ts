import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server as there are, and what it took. */
export async function openMailServer(): Promise<{
  readonly url: string;
  readonly taken: string[];
  /** What it says to the last byte of a mail: that it has it, that it has not got it now, or nothing. */
  answers: 'takes' | 'later' | 'silent';
  close(): Promise<void>;
}> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        if (opened.answers === 'later') done(Object.assign(new Error('not now'), { responseCode: 451 }));
        if (opened.answers !== 'takes') return;
        taken.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const opened: Awaited<ReturnType<typeof openMailServer>> = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    answers: 'takes',
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return opened;
}

/** The parts of a mail in plain words; every one of them is in quoted-printable. */
export const wordsOfMail = (mail = ''): string =>
  Buffer.from(
    mail
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
