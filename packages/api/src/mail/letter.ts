import type { Role } from '@koersvast/core/ability';
import type { Language } from '@koersvast/core/language';

interface Link {
  readonly words: string;
  readonly href: string;
}

/** What a mail says, before it is text or HTML. */
export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: Link | null;
  /** After the second paragraph: what is said of one thing after the other. */
  readonly parts?: readonly {
    readonly title: string;
    readonly lines: readonly string[];
    readonly link: Link;
  }[];
  /** Why it came, in small print. */
  readonly why: string;
  /** Where it is said how many of them come, and that no more come. */
  readonly settings?: readonly Link[];
}

interface Reset {
  readonly name: string;
  readonly href: string;
  readonly minutes: number;
}

interface Invited {
  readonly by: string;
  readonly project: string;
  readonly role: Role;
  readonly href: string;
  readonly until: Date;
}

/** The longest name that a mail says, in characters. */
const longest = 80;

/**
 * A name that somebody typed, as a mail says it: on one line, cut where it is very long, with nothing that turns the
 * order of words around. What programs would take for an address is no link: it has a break of no width in it.
 */
export function saidName(name: string): string {
  const plain = name
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const all = [...new Intl.Segmenter('nl', { granularity: 'grapheme' }).segment(plain)];
  const kept = all.slice(0, longest).map(({ segment }) => segment);
  const short = `${kept
    .join('')
    .trimEnd()
    .slice(0, longest * 4)}${all.length > longest ? '…' : ''}`;
  return short.replaceAll(/[.@/](?=[\p{L}\p{N}/])/gu, '$&\u200b');
}

const dayOf = (language: Language, day: Date) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long' }).format(day);

const roles: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  en: { owner: 'owner', reviewer: 'reviewer', coder: 'coder', viewer: 'viewer' },
  nl: { owner: 'eigenaar', reviewer: 'beoordelaar', coder: 'codeur', viewer: 'lezer' },
};

interface Letters {
  readonly reset: (about: Reset) => Letter;
  readonly test: () => Letter;
  readonly invitation: (about: Invited) => Letter;
}

/** All that is ever said by mail, in each language; nothing of any document is among it. */
const letters: Readonly<Record<Language, Letters>> = {
  en: {
    invitation: ({ by, project, role, href, until }) => ({
      subject: `Invitation: ${project}`,
      paragraphs: [
        `${by} invites you to take part in the project “${project}”, as ${roles.en[role]}.`,
        'It is in Koersvast, in which a team codes letters and other texts together. Open the invitation to join:',
        `The link works once, until ${dayOf('en', until)}. If you have no account here yet, you make one; otherwise you sign in.`,
      ],
      link: { words: 'Open the invitation', href },
      why: `${by} gave this address. If you do not know why, you need not do anything.`,
    }),
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
    invitation: ({ by, project, role, href, until }) => ({
      subject: `Uitnodiging: ${project}`,
      paragraphs: [
        `${by} nodigt je uit om mee te doen met het project ‘${project}’, als ${roles.nl[role]}.`,
        'Het project staat in Koersvast, waarin een team samen brieven en andere teksten codeert. Open de uitnodiging om mee te doen:',
        `De link werkt één keer, tot ${dayOf('nl', until)}. Heb je hier nog geen account, dan maak je er een; anders log je in.`,
      ],
      link: { words: 'Open de uitnodiging', href },
      why: `${by} heeft dit adres opgegeven. Weet je niet waarom, dan hoef je niets te doen.`,
    }),
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
  /** Where programs of mail stop such mails with one press (RFC 8058). */
  readonly stopHref?: string;
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (each) => `&#${each.codePointAt(0)};`);

const font = "font-family:Georgia,'Times New Roman',serif";

const anchor = ({ href, words }: Link) => `<a href="${escaped(href)}">${escaped(words)}</a>`;

const partHtml = ({ title, lines, link }: NonNullable<Letter['parts']>[number]) =>
  `<p style="margin:24px 0 4px;font-weight:bold">${escaped(title)}</p>
<ul style="margin:0 0 4px;padding-left:20px">
${lines.map((line) => `<li style="margin:0 0 4px">${escaped(line)}</li>`).join('\n')}
</ul>
<p style="margin:0 0 16px">${anchor(link)}</p>`;

/** The link stands below the second paragraph in both, and in HTML spelled out as well, for whoever distrusts buttons. */
export function write(language: Language, letter: Letter): WrittenMail {
  const { subject, paragraphs, link, parts = [], why, settings = [] } = letter;
  const [before, after] = [paragraphs.slice(0, 2), paragraphs.slice(2)];
  const foot = ['--', why, ...settings.map(({ words, href }) => `${words}: ${href}`)].join('\n');
  const partTexts = parts.map((part) =>
    [part.title, ...part.lines.map((line) => `- ${line}`), part.link.href].join('\n'),
  );
  const text = [...before, ...(link ? [link.href] : []), ...partTexts, ...after, foot].join('\n\n');
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
${parts.map(partHtml).join('\n')}
${after.map(p).join('\n')}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #999999;font-size:14px;line-height:1.75">${[escaped(why), ...settings.map(anchor)].join('<br>')}</p>
</div></body></html>
`;
  return { subject, text: `${text}\n`, html };
}

export const resetLetter = (language: Language, about: Reset) =>
  write(language, letters[language].reset({ ...about, name: saidName(about.name) }));
export const invitationLetter = (language: Language, about: Invited) =>
  write(
    language,
    letters[language].invitation({ ...about, by: saidName(about.by), project: saidName(about.project) }),
  );
export const testLetter = (language: Language) => write(language, letters[language].test());
