import { roles } from '@koersvast/core/ability';
import { languages } from '@koersvast/core/language';
import { z } from 'zod';
import { cursor, id, languageTag, line, moment, opId, seenText, version } from './common.ts';
import { round } from './round.ts';
import { email, linkToken, password } from './session.ts';
import { tag } from './tag.ts';

export const role = z.enum(roles);
const language = z.enum(languages);

/** The row of a member as its changes carry it: no name and no address, so that a person can be forgotten. */
export const memberRow = z.strictObject({ id, role, version, removedAt: moment.nullable() });

export const member = memberRow.extend({
  /** What they are called here: their name, with a number behind it where another member's looks the same. */
  name: z.string(),
  /** Two or three letters from the name, for margins; more where others here would have the same. */
  initials: z.string(),
  /** For owners alone, and null for whoever has no address any more. */
  email: z.string().nullable(),
});
export type Member = z.infer<typeof member>;

/** A kind of reason that reviewers give. `name` is the project's own word for it; a usual kind may have none. */
export const verdictKind = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  name: z.string(),
  retired: z.boolean(),
});
export type VerdictKind = z.infer<typeof verdictKind>;

/** The row of a project as its changes carry it. */
export const projectRow = z.strictObject({
  id,
  name: z.string(),
  language: languageTag,
  version,
  codebookVersion: z.int().min(0),
  /** Empty: the usual kinds, in the words of the language. */
  verdictKinds: z.array(verdictKind),
  createdAt: moment,
  archivedAt: moment.nullable(),
  deletedAt: moment.nullable(),
});
export type ProjectRow = z.infer<typeof projectRow>;

export const projectSummary = z.strictObject({
  project: projectRow,
  role,
  documents: z.int(),
  members: z.int(),
});
export type ProjectSummary = z.infer<typeof projectSummary>;

/** All that the frame of a project needs, as of `cursor`. */
export const projectDetail = z.strictObject({
  project: projectRow,
  /** The member that asks. */
  me: member,
  abilities: z.array(z.string()),
  members: z.array(member),
  rounds: z.array(round),
  tags: z.array(tag),
  /** What the member codes blind somewhere: of these letters they are shown their own work only, everywhere. */
  blindDocumentIds: z.array(id),
  /** Whether what counts as independent was reckoned anew, and this owner has not yet said that they know. */
  recounted: z.boolean(),
  cursor,
});
export type ProjectDetail = z.infer<typeof projectDetail>;

export const createProjectInput = z.strictObject({ opId, id, name: line(120), language });
export const editProjectInput = z.strictObject({
  opId,
  projectId: id,
  version,
  change: z.union([
    z.strictObject({ name: line(120) }),
    z.strictObject({ archived: z.boolean() }),
    /** Empty: the usual kinds. */
    z.strictObject({
      verdictKinds: z.array(verdictKind.extend({ name: line(80).or(z.literal('')) })).max(50),
    }),
  ]),
  /** The changed field as it was seen: then it alone is compared, and not the version. Kinds are merged one by one. */
  base: z
    .strictObject({ name: seenText, verdictKinds: z.array(verdictKind.extend({ name: seenText })).max(200) })
    .partial()
    .optional(),
});
/** `name` must be the project's name, typed. */
export const deleteProjectInput = z.strictObject({ opId, projectId: id, version, name: z.string().max(200) });

export const invitation = z.strictObject({
  id,
  role,
  createdAt: moment,
  expiresAt: moment,
  usedAt: moment.nullable(),
  revokedAt: moment.nullable(),
  /** For whom it is, in the words of the owners, who alone see it. */
  note: z.string(),
  /** Documents of rounds that are kept for whoever joins by it. */
  kept: z.int(),
});
export const inviteInput = z.strictObject({
  opId,
  projectId: id,
  id,
  role,
  note: line(120).or(z.literal('')).optional(),
});
/** The path of the link is shown once, here; only its hash is kept. */
export const inviteOutput = z.strictObject({ invitation, path: z.string().nullable() });
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
