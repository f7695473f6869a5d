import {
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
import { outsideTransaction, snapshot } from '@koersvast/db';
import { commandProcedure, inPlace } from '../command.ts';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { acceptAlike, giveReview, withdrawReview } from './commands.ts';
import { markNotices, noteNoticesSeen, readNotices, unmarkNotices } from './notices.ts';
import { respondToReview } from './respond.ts';

const judging = { ability: 'review.write', place: inPlace } as const;

export const reviewRouter = router({
  give: commandProcedure({ ...judging, kind: 'review.give', input: giveReviewInput }, giveReview),
  acceptAlike: commandProcedure(
    { ...judging, kind: 'review.acceptAlike', input: acceptAlikeInput, bulk: true },
    acceptAlike,
  ),
  withdraw: commandProcedure(
    { ...judging, kind: 'review.withdraw', input: withdrawReviewInput },
    withdrawReview,
  ),
  respond: commandProcedure(
    {
      kind: 'review.respond',
      ability: 'annotation.write',
      input: respondToReviewInput,
      place: (input) => ({ ...inPlace(input), inOwnPlace: input.response === 'adopted' }),
    },
    respondToReview,
  ),
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
