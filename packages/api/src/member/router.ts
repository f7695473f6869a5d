import {
  describeMemberInput,
  editMemberInput,
  invitation,
  invitationView,
  inviteInput,
  inviteOutput,
  joinInput,
  joinOutput,
  linkInput,
  mailInvitationInput,
  projectInput,
  revokeInvitationInput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import { projectProcedure, publicProcedure, router } from '../trpc.ts';
import { describeMember, editMember, invite, invited, join, newLink, revokeInvitation } from './commands.ts';
import { mailInvitation, postFor } from './mail-invitation.ts';
import { listInvitations, viewInvitation } from './queries.ts';

const changing = { ability: 'member.invite', whenArchived: 'allow' } as const;

export const memberRouter = router({
  invite: commandProcedureAhead(
    {
      kind: 'member.invite',
      ability: 'member.invite',
      input: inviteInput,
      ahead: newLink,
      output: inviteOutput,
      answer: invited,
    },
    invite,
  ),
  invitations: projectProcedure('member.invite')
    .input(projectInput)
    .output(invitation.array())
    .query(({ ctx, input }) => listInvitations(outsideTransaction(ctx.db), input.projectId, ctx.now())),
  mailInvitation: commandProcedureAhead(
    {
      kind: 'member.mailInvitation',
      ability: 'member.invite',
      input: mailInvitationInput,
      askedFirst: true,
      ahead: ({ post }, { mail }) => postFor(post, mail),
      answer: ({ acknowledgement }, post) => {
        post?.wake();
        return acknowledgement;
      },
    },
    mailInvitation,
  ),
  revokeInvitation: commandProcedure(
    { ...changing, kind: 'member.revokeInvitation', input: revokeInvitationInput },
    revokeInvitation,
  ),
  edit: commandProcedure({ ...changing, kind: 'member.edit', input: editMemberInput }, editMember),
  /** Undone like other work, and so a command of its own: roles are not. */
  describe: commandProcedure(
    { kind: 'member.describe', ability: 'member.invite', input: describeMemberInput },
    describeMember,
  ),
  /** Public: whoever holds the link may know what it is for. */
  invitation: publicProcedure
    .input(linkInput)
    .output(invitationView)
    .query(({ ctx, input }) => viewInvitation(outsideTransaction(ctx.db), input.token, ctx.now())),
  /** Public: the link is the permission. */
  join: publicProcedure
    .input(joinInput)
    .output(joinOutput)
    .mutation(({ ctx, input }) => join(ctx, input)),
});
