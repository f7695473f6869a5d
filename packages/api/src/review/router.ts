import {
  type Acknowledgement,
  acceptAlikeInput,
  awaitingReview,
  done,
  giveReviewInput,
  markNoticesInput,
  noticesInput,
  noticesSeenInput,
  projectInput,
  respondToReviewInput,
  reviewNotices,
  unmarkNoticesInput,
  withdrawReviewInput,
} from '@koersvast/contracts';
import type { ProjectAbility } from '@koersvast/core/ability';
import { outsideTransaction, snapshot } from '@koersvast/db';
import { type CommandPlace, giveCommand } from '../command.ts';
import { noteGiven } from '../given.ts';
import type { Place } from '../place/place.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { acceptAlike, giveReview, withdrawReview } from './commands.ts';
import { markNotices, noteNoticesSeen, readNotices, unmarkNotices } from './notices.ts';
import { respondToReview } from './respond.ts';

function at(kind: CommandPlace['kind'], ability: ProjectAbility, place: Place): CommandPlace {
  return { kind, ability, documentId: place.documentId, roundId: place.roundId };
}

export const reviewRouter = router({
  give: signedInProcedure
    .input(giveReviewInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const place = at('review.give', 'review.write', input);
      return (await giveCommand(ctx, input, place, (command) => giveReview(command, ctx, input)))
        .acknowledgement;
    }),
  acceptAlike: signedInProcedure
    .input(acceptAlikeInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const place = { ...at('review.acceptAlike', 'review.write', input), bulk: true };
      return (await giveCommand(ctx, input, place, (command) => acceptAlike(command, ctx, input)))
        .acknowledgement;
    }),
  withdraw: signedInProcedure
    .input(withdrawReviewInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const place = at('review.withdraw', 'review.write', input);
      return (await giveCommand(ctx, input, place, (command) => withdrawReview(command, input)))
        .acknowledgement;
    }),
  respond: signedInProcedure
    .input(respondToReviewInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const inOwnPlace = input.response === 'adopted';
      const place = { ...at('review.respond', 'annotation.write', input), inOwnPlace };
      return (await giveCommand(ctx, input, place, (command) => respondToReview(command, ctx.newId, input)))
        .acknowledgement;
    }),
  notices: projectProcedure('project.read')
    .input(noticesInput)
    .output(reviewNotices)
    .query(async ({ ctx, input }) => {
      const found = await readNotices(outsideTransaction(ctx.db), ctx.access, input.show);
      await noteGiven(
        ctx,
        ctx.access,
        found.notices.map(({ documentId }) => documentId),
      );
      return found;
    }),
  noticesSeen: projectProcedure('project.read')
    .input(noticesSeenInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await noteNoticesSeen(outsideTransaction(ctx.db), ctx.access, input.until);
      return { ok: true };
    }),
  markNotices: projectProcedure('project.read')
    .input(markNoticesInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await markNotices(outsideTransaction(ctx.db), ctx.access, input, ctx.now());
      return { ok: true };
    }),
  unmarkNotices: projectProcedure('project.read')
    .input(unmarkNoticesInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await unmarkNotices(outsideTransaction(ctx.db), ctx.access, input.markId);
      return { ok: true };
    }),
  awaiting: projectProcedure('review.write')
    .input(projectInput)
    .output(awaitingReview)
    .query(({ ctx }) =>
      snapshot(ctx.db, (tx) => withAccess(tx, ctx.access, (access) => openStudy(tx, access).awaiting())),
    ),
});
