import { joinPath, resetMinutes, resetPath } from '@koersvast/contracts';
import { isLanguage, type Language } from '@koersvast/core/language';
import { isErased } from '@koersvast/core/person';
import { type Database, type HeldMail, outsideTransaction, snapshot, transact } from '@koersvast/db';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { findPerson, readPerson } from '../person/people.ts';
import { readWaysIn } from '../person/ways-in.ts';
import { digestLetter } from './digest-letter.ts';
import { invitationLetter, resetLetter, type WrittenMail } from './letter.ts';
import { type ProjectNews, readNews } from './news.ts';

/*
 * A link in a mail is made when the mail is written, and for each attempt anew: its secret stands in the mail alone.
 */

const asLanguage = (language: string): Language => (isLanguage(language) ? language : 'en');

/** A mail that is ready to go: what it says, to whom, and what is noted as told once it goes. */
export interface ReadyMail {
  readonly written: WrittenMail;
  readonly to: string;
  readonly told: readonly Pick<ProjectNews, 'place' | 'told'>[];
}

/** Where the links of a mail lead. */
export interface MailPlaces {
  readonly origin: string;
  /** Where somebody has no more digests come. */
  readonly stopHref: (personId: string) => string;
}

type Write = (db: Database, mail: HeldMail, places: MailPlaces) => Promise<ReadyMail | null>;

const asItIs =
  (write: (db: Database, mail: HeldMail, origin: string) => Promise<WrittenMail | null>): Write =>
  async (db, mail, { origin }) => {
    const written = await write(db, mail, origin);
    return written && { written, to: mail.address, told: [] };
  };

/** How each kind of mail is written; null where there is nobody any more whom it could tell anything. */
const kinds: Readonly<Record<string, Write>> = {
  password_reset: asItIs(writeReset),
  invitation: asItIs(writeInvitation),
  digest: writeDigest,
};
export const mailKinds: readonly string[] = Object.keys(kinds);

/** What a mail says; null where it is not to be sent. */
export async function writeMail(db: Database, mail: HeldMail, places: MailPlaces): Promise<ReadyMail | null> {
  return (await kinds[mail.kind]?.(db, mail, places)) ?? null;
}

async function writeReset(db: Database, mail: HeldMail, origin: string): Promise<WrittenMail | null> {
  const tx = outsideTransaction(db);
  const found = await findPerson(tx, mail.address);
  const person = found && (await readPerson(tx, found.id));
  if (!person) return null;
  const { retiredAt } = await tx.user.findUniqueOrThrow({
    where: { id: person.id },
    select: { retiredAt: true },
  });
  // Nor to whom the link would give nothing, because they sign in without a password.
  if (retiredAt || !(await readWaysIn(tx, person.id)).password) return null;
  const token = newLinkToken();
  const expiresAt = new Date(Date.now() + resetMinutes * 60_000);
  await tx.passwordReset.create({ data: { tokenHash: hashToken(token), userId: person.id, expiresAt } });
  return resetLetter(person.preferences.language ?? asLanguage(mail.language), {
    name: person.name,
    href: origin + resetPath(token),
    minutes: resetMinutes,
  });
}

/** An invitation that is still open, to a project that still takes people. */
async function writeInvitation(
  db: Database,
  { place: projectId, about: invitationId, address, language }: HeldMail,
  origin: string,
): Promise<WrittenMail | null> {
  if (projectId === null || invitationId === null) return null;
  const token = newLinkToken();
  const tokenHash = hashToken(token);
  const invitation = await transact(db, async (tx) => {
    const open = await tx.invitation.findFirst({
      where: {
        projectId,
        id: invitationId,
        usedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
        project: { deletedAt: null, archivedAt: null },
      },
      select: {
        role: true,
        expiresAt: true,
        project: { select: { name: true } },
        createdBy: { select: { user: { select: { name: true } } } },
      },
    });
    if (!open) return null;
    await tx.mailedLink.create({ data: { projectId, tokenHash, invitationId }, select: { tokenHash: true } });
    await tx.invitationLink.create({ data: { tokenHash, place: projectId }, select: { place: true } });
    return open;
  });
  if (!invitation) return null;
  const tx = outsideTransaction(db);
  const known = await findPerson(tx, address);
  const person = known && (await readPerson(tx, known.id));
  return invitationLetter(person?.preferences.language ?? asLanguage(language), {
    by: invitation.createdBy.user.name,
    project: invitation.project.name,
    role: invitation.role,
    href: origin + joinPath(token),
    until: invitation.expiresAt,
  });
}

/** What is new for somebody now, who may have read some of it since the mail was asked for, or want none any more. */
async function writeDigest(
  db: Database,
  mail: HeldMail,
  { origin, stopHref }: MailPlaces,
): Promise<ReadyMail | null> {
  const personId = mail.about;
  if (personId === null) return null;
  return snapshot(db, async (tx) => {
    const person = await readPerson(tx, personId);
    if (!person || person.preferences.mail === 'off' || isErased(person.email)) return null;
    const living = await tx.user.findFirst({
      where: { id: personId, retiredAt: null },
      select: { id: true },
    });
    if (!living) return null;
    const news = await readNews(tx, { personId, now: new Date(), mailId: mail.id });
    if (news.length === 0) return null;
    const written = digestLetter(person.preferences.language ?? asLanguage(mail.language), {
      name: person.name,
      news,
      projectHref: (projectId) => `${origin}/p/${projectId}/work`,
      settingHref: `${origin}/account#mail`,
      stopHref: stopHref(personId),
      daily: person.preferences.mail !== 'atOnce',
    });
    return { written, to: person.email, told: news };
  });
}
