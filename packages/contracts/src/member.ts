import { roles } from '@koersvast/core/ability';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { id, line, moment, opId, version } from './common.ts';
import { saysSomething, tell, toldBefore, toldOf } from './fact.ts';
import { email, linkToken, password } from './session.ts';

export const role = z.enum(roles);

/** The row of a member as its changes carry it: no name and no address, so that a person can be forgotten. */
export const memberRow = z.strictObject({
  id,
  role,
  version,
  removedAt: moment.nullable(),
  ...toldOf.member.shape,
});

export const member = memberRow.extend({
  /** What they are called here: their name, with a number behind it where another member's looks the same. */
  name: z.string(),
  /** Two or three letters from the name, for margins; more where others here would have the same. */
  initials: z.string(),
  /** For owners alone, and null for whoever has no address any more. */
  email: z.string().nullable(),
  /** Their account is retired: they sign in no more. */
  retired: z.literal(true).optional(),
});
export type Member = z.infer<typeof member>;

/** To whom an invitation went by mail, and what became of that: `unsure` may have arrived. */
export const invitationMail = z.strictObject({
  address: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'unsure']),
  /** When it was sent, or asked for. */
  at: moment,
});

export const invitation = z.strictObject({
  id,
  role,
  createdAt: moment,
  expiresAt: moment,
  usedAt: moment.nullable(),
  revokedAt: moment.nullable(),
  /** Its time is over, by the clock that counts: that of the server. */
  expired: z.literal(true).optional(),
  /** For whom it is, in the words of the owners, who alone see it. */
  note: z.string(),
  /** Documents of rounds that are kept for whoever joins by it. */
  kept: z.int(),
  mail: invitationMail.nullable(),
});
export type Invitation = z.infer<typeof invitation>;
/** Where it is mailed, in the language of the screen; whoever has an account gets it in their own. */
const mailTo = z.strictObject({ address: email, language: z.enum(languages) });
export const inviteInput = z.strictObject({
  opId,
  projectId: id,
  id,
  role,
  note: line(120).or(z.literal('')).optional(),
  mail: mailTo.optional(),
});
/** The path of the link is shown once, here; only its hash is kept. */
export const inviteOutput = z.strictObject({ invitation, path: z.string().nullable() });
/** Mails an invitation that is open, with a link of its own; also once more, or to another address. */
export const mailInvitationInput = z.strictObject({ opId, projectId: id, invitationId: id, mail: mailTo });
export const revokeInvitationInput = z.strictObject({ opId, projectId: id, invitationId: id });
/** What somebody who holds a link may know before joining; null when the link is not valid. */
export const invitationView = z.strictObject({ projectName: z.string(), role }).nullable();

/** Whoever is signed in joins as themselves with `newcomer` null; anybody else becomes a new person. */
export const joinInput = z.strictObject({
  token: linkToken,
  newcomer: z.strictObject({ name: line(100), email, password }).nullable(),
});
export const joinOutput = z.strictObject({ projectId: id });
/** Another role, or removed; a removed member who is invited again is the same member. */
export const editMemberInput = z.strictObject({
  opId,
  projectId: id,
  memberId: id,
  version,
  change: z.union([z.strictObject({ role }), z.strictObject({ removed: z.literal(true) })]),
});

/** What is told of a coder for the paper: of a member who has left too. */
export const describeMemberInput = z.strictObject({
  opId,
  projectId: id,
  memberId: id,
  version,
  change: tell.member.partial().refine(saysSomething),
  /** The changed fields as they were seen: then they alone are compared, and not the version. */
  base: toldBefore.member.partial().optional(),
});
