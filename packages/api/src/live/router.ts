import { catchUpInput, type LiveEvent, leaveInput, liveInput, presenceInput } from '@koersvast/contracts';
import { forgetPresence, notePresence, transact } from '@koersvast/db';
import { tracked } from '@trpc/server';
import { heldStream } from '../hold-stream.ts';
import { projectProcedure, router } from '../trpc.ts';
import { catchUp, follow } from './follow.ts';

export const liveRouter = router({
  /** What happens in a project, as it happens. After a break the browser resumes from the last event's id. */
  project: projectProcedure('project.read')
    .input(liveInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { projectId, cursor, lastEventId } = input;
      const events = heldStream(ctx, signal, (until) => follow(ctx, projectId, lastEventId ?? cursor, until));
      for await (const { id, event } of events) yield tracked(id, event);
    }),
  /** The same changes for whoever asks now and then. */
  catchUp: projectProcedure('project.read')
    .input(catchUpInput)
    .query(({ ctx, input }): Promise<LiveEvent> => catchUp(ctx, input.projectId, input.cursor)),
  /**
   * Says which document a tab has open. It is no command: it is no part of the study, it is not kept, and
   * saying it twice changes nothing, so it has no operation id.
   */
  here: projectProcedure('project.read')
    .input(presenceInput)
    .mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
      const tab = { ...input, memberId: ctx.access.memberId };
      await transact(ctx.db, (tx) => notePresence(tx, tab, ctx.now()));
      return { ok: true };
    }),
  /** Says that a tab is gone. */
  leave: projectProcedure('project.read')
    .input(leaveInput)
    .mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
      const tab = { ...input, memberId: ctx.access.memberId };
      await transact(ctx.db, (tx) => forgetPresence(tx, tab));
      return { ok: true };
    }),
});
