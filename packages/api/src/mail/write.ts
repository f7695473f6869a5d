import { joinPath, resetMinutes, resetPath } from '@koersvast/contracts';
import { isLanguage, type Language } from '@koersvast/core/language';
import { type Database, type HeldMail, outsideTransaction, transact } from '@koersvast/db';
import { hashToken, newLinkToken } from '../person/link-token.ts';
import { findPerson, readPerson } from '../person/people.ts';
import { invitationLetter, resetLetter, type WrittenMail } from './letter.ts';

/*
 * A link in a mail is made when the mail is written, and for each attempt anew: its secret stands in the mail alone.
 */

const asLanguage = (language: string): Language => (isLanguage(language) ? language : 'en');

type Write = (db: Database, mail: HeldMail, origin: string) => Promise<WrittenMail | null>;

/** How each kind of mail is written; null where there is nobody any more whom it could tell anything. */
const kinds: Readonly<Record<string, Write>> = { password_reset: writeReset, invitation: writeInvitation };
export const mailKinds: readonly string[] = Object.keys(kinds);

/** What a mail says; null where it is not to be sent. */
export async function writeMail(db: Database, mail: HeldMail, origin: string): Promise<WrittenMail | null> {
  return (await kinds[mail.kind]?.(db, mail, origin)) ?? null;
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
  if (retiredAt) return null;
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
