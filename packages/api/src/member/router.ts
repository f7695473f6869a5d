import {
  acknowledgement,
  editMemberInput,
  invitation,
  invitationView,
  inviteInput,
  inviteOutput,
  joinInput,
  joinOutput,
  linkInput,
  projectInput,
  revokeInvitationInput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { projectProcedure, publicProcedure, router, signedInProcedure } from '../trpc.ts';
import { editMember, invite, join, revokeInvitation } from './commands.ts';
import { listInvitations, viewInvitation } from './queries.ts';

export const memberRouter = router({
  invite: signedInProcedure
    .input(inviteInput)
    .output(inviteOutput)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  invitations: projectProcedure('member.invite')
    .input(projectInput)
    .output(invitation.array())
    .query(({ ctx, input }) => listInvitations(outsideTransaction(ctx.db), input.projectId)),
  revokeInvitation: signedInProcedure
    .input(revokeInvitationInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
  edit: signedInProcedure
    .input(editMemberInput)
    .output(acknowledgement)
    .mutation(({ ctx, input }) => editMember(ctx, input)),
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
