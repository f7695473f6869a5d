import { randomUUID } from 'node:crypto';
import { handOverMail, testLetter } from '@koersvast/api';
import { email } from '@koersvast/contracts';
import { readEnvironment } from '../environment.ts';
import { readSettings } from '../settings.ts';
import { type CommandLine, exitCodes, type Given, type Subcommand } from './command.ts';

/** The command that tries the settings for mail. */
export const mailCommands: Record<string, Subcommand> = {
  'mail-test': {
    usage: 'mail-test ADDRESS',
    about: 'send a mail in each language, and say what the mail server answered',
    more: `By SMTP_URL, from MAIL_FROM, at once: it waits in no queue, and needs neither server nor database.`,
    arguments: 1,
    runAlone: tryMail,
  },
};

async function tryMail({ args }: Given, { say, complain }: CommandLine): Promise<number> {
  const to = email.safeParse(args[0]);
  if (!to.success) {
    complain(`${args[0]} is not an address.`);
    return exitCodes.misused;
  }
  const { mail } = readSettings(readEnvironment());
  if (!mail) {
    complain('No mail is sent: set SMTP_URL and MAIL_FROM.');
    return exitCodes.found;
  }
  for (const language of ['en', 'nl'] as const) {
    const written = { ...testLetter(language), to: to.data, messageId: `<${randomUUID()}@koersvast>` };
    const came = await handOverMail(mail, written, async () => true);
    if (came.end !== 'sent') {
      complain(`The mail was not sent: ${'problem' in came ? came.problem : came.end}`);
      return exitCodes.found;
    }
  }
  say(`The mail server took two mails for ${to.data}, in English and in Dutch: look whether they arrive.`);
  return exitCodes.done;
}
