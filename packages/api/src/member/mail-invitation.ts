import { randomUUIDv7 } from 'node:crypto';
import type { invitationMail, inviteInput, mailInvitationInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Command, hold, type Tx } from '@koersvast/db';
import type { z } from 'zod';
import type { Post } from '../context.ts';

type MailTo = NonNullable<z.infer<typeof inviteInput>['mail']>;

const hourMs = 3_600_000;
/** How many invitations are mailed in an hour, so that nobody can send strangers what they did not ask for. */
const mostInAnHour = { project: 30, person: 60, address: 3 } as const;

/** Who sends mail, where somebody wants one. Throws `mail_not_set_up`. */
export function postFor(post: Post | null, mail: MailTo | undefined): Post | null {
  if (mail === undefined) return null;
  if (post === null) throw new DomainError('mail_not_set_up');
  return post;
}

const onItsWay = ['waiting', 'sending', 'handing'] as const;
const goes = (state: string) => onItsWay.some((each) => each === state);

/** How many minutes it takes until fewer than `most` were asked for in the hour before; 0 where they are. In order of time. */
function minutesOver(asked: readonly { readonly createdAt: Date }[], most: number, at: Date): number {
  const leaving = asked[asked.length - most];
  return leaving ? Math.max(1, Math.ceil((leaving.createdAt.getTime() + hourMs - at.getTime()) / 60_000)) : 0;
}

/**
 * Has an invitation mailed. One that waits to go to the same address already goes now instead; one that waits to go to
 * another, which was wrong, goes no more. Throws `too_many_mails`.
 */
export async function askInvitationMail(
  { tx, projectId, personId, at }: Command,
  invitationId: string,
  { address, language }: MailTo,
): Promise<void> {
  // Those who ask at the same moment are counted one after the other.
  await hold(tx, 'project', { id: projectId }, 'written');
  const its = { kind: 'invitation', place: projectId, about: invitationId } as const;
  const since = new Date(at.getTime() - hourMs);
  const known = await tx.mail.findMany({
    where: {
      kind: 'invitation',
      OR: [
        { createdAt: { gt: since }, OR: [{ place: projectId }, { askedById: personId }] },
        { ...its, state: { in: [...onItsWay] } },
      ],
    },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      place: true,
      about: true,
      askedById: true,
      address: true,
      state: true,
      createdAt: true,
    },
  });
  const going = known.find(
    (each) => each.about === invitationId && each.address === address && goes(each.state),
  );
  if (going) {
    await tx.mail.updateMany({ where: { id: going.id, state: 'waiting' }, data: { notBefore: at } });
    return;
  }
  const recent = known.filter(({ createdAt }) => createdAt > since);
  const here = recent.filter(({ place }) => place === projectId);
  const minutes = Math.max(
    minutesOver(here, mostInAnHour.project, at),
    // Of whoever asks, since one person may found any number of projects.
    minutesOver(
      recent.filter(({ askedById }) => askedById === personId),
      mostInAnHour.person,
      at,
    ),
    minutesOver(
      here.filter((each) => each.address === address),
      mostInAnHour.address,
      at,
    ),
  );
  if (minutes > 0) throw new DomainError('too_many_mails', { minutes });
  await tx.mail.deleteMany({ where: { ...its, state: 'waiting' } });
  await tx.mail.create({
    data: { id: randomUUIDv7(), ...its, address, language, askedById: personId, createdAt: at },
    select: { id: true },
  });
}

/** Mails an invitation that is open. Throws `not_found` where it is not, and `too_many_mails`. */
export async function mailInvitation(
  command: Command,
  { projectId, invitationId, mail }: z.infer<typeof mailInvitationInput>,
): Promise<null> {
  const { tx, at } = command;
  const open = await tx.invitation.findFirst({
    where: { projectId, id: invitationId, usedAt: null, revokedAt: null, expiresAt: { gt: at } },
    select: { id: true },
  });
  if (!open) throw new DomainError('not_found');
  await askInvitationMail(command, invitationId, mail);
  return null;
}

type InvitationMail = z.infer<typeof invitationMail>;
type MailState = InvitationMail['state'] | 'sending' | 'handing';

const shown = (state: MailState): InvitationMail['state'] =>
  state === 'sending' || state === 'handing' ? 'waiting' : state;

/** What became of the last mail of each invitation of a project, by the id of the invitation. */
export async function readInvitationMails(
  tx: Tx,
  projectId: string,
): Promise<ReadonlyMap<string, InvitationMail>> {
  const rows = await tx.mail.findMany({
    where: { kind: 'invitation', place: projectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { about: true, address: true, state: true, createdAt: true, notBefore: true },
  });
  return new Map(
    rows.map(({ about, address, state, createdAt, notBefore }) => {
      const at = (state === 'sent' ? notBefore : createdAt).toISOString();
      return [about ?? '', { address, at, state: shown(state) }];
    }),
  );
}
