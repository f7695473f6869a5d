import type { Language } from '@koersvast/core/language';

/** What a mail says, before it is text or HTML. */
interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly words: string; readonly href: string } | null;
  /** Why it came, in small print. */
  readonly why: string;
}

interface Reset {
  readonly name: string;
  readonly href: string;
  readonly minutes: number;
}

/** All that is ever said by mail, in each language; nothing of any document is among it. */
const letters: Readonly<
  Record<Language, { readonly reset: (about: Reset) => Letter; readonly test: () => Letter }>
> = {
  en: {
    reset: ({ name, href, minutes }) => ({
      subject: 'Choose a new password for Koersvast',
      paragraphs: [
        `Dear ${name},`,
        'Somebody asked for a new password for your account, and gave your address. If that was you, choose one here:',
        `The link works once, within ${minutes} minutes. Choosing a new password signs you out everywhere.`,
      ],
      link: { words: 'Choose a new password', href },
      why: 'If it was not you, you need not do anything: your password stays as it is.',
    }),
    test: () => ({
      subject: 'Koersvast can send mail',
      paragraphs: ['This is a test. It has arrived, so the settings for mail are right.'],
      link: null,
      why: 'Somebody who looks after this installation asked for it at the command line.',
    }),
  },
  nl: {
    reset: ({ name, href, minutes }) => ({
      subject: 'Kies een nieuw wachtwoord voor Koersvast',
      paragraphs: [
        `Beste ${name},`,
        'Iemand heeft een nieuw wachtwoord gevraagd voor jouw account, en gaf jouw adres op. Was jij dat, kies er dan hier een:',
        `De link werkt één keer, binnen ${minutes} minuten. Als je een nieuw wachtwoord kiest, word je overal uitgelogd.`,
      ],
      link: { words: 'Kies een nieuw wachtwoord', href },
      why: 'Was jij het niet, dan hoef je niets te doen: je wachtwoord blijft zoals het is.',
    }),
    test: () => ({
      subject: 'Koersvast kan mail versturen',
      paragraphs: ['Dit is een test. Hij is aangekomen, dus de instellingen voor mail kloppen.'],
      link: null,
      why: 'Iemand die deze installatie beheert heeft erom gevraagd op de opdrachtregel.',
    }),
  },
};

/** A mail as it is sent. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (each) => `&#${each.codePointAt(0)};`);

const font = "font-family:Georgia,'Times New Roman',serif";

/** The link stands below the second paragraph in both, and in HTML spelled out as well, for whoever distrusts buttons. */
function write(language: Language, { subject, paragraphs, link, why }: Letter): WrittenMail {
  const [before, after] = [paragraphs.slice(0, 2), paragraphs.slice(2)];
  const text = [...before, ...(link ? [link.href] : []), ...after, `--\n${why}`].join('\n\n');
  const p = (words: string) => `<p style="margin:0 0 16px">${escaped(words)}</p>`;
  const button = link
    ? `<p style="margin:24px 0"><a href="${escaped(link.href)}" style="display:inline-block;padding:12px 20px;border-radius:4px;background:#23486f;color:#ffffff;text-decoration:none;font-weight:bold">${escaped(link.words)}</a></p>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all"><a href="${escaped(link.href)}">${escaped(link.href)}</a></p>`
    : '';
  const html = `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px">
<div style="max-width:560px;margin:0 auto;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
<p style="margin:0 0 24px;${font};font-size:20px;font-weight:bold">Koersvast</p>
${before.map(p).join('\n')}
${button}
${after.map(p).join('\n')}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #999999;font-size:14px">${escaped(why)}</p>
</div></body></html>
`;
  return { subject, text: `${text}\n`, html };
}

export const resetLetter = (language: Language, about: Reset) =>
  write(language, letters[language].reset(about));
export const testLetter = (language: Language) => write(language, letters[language].test());
