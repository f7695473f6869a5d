import {
  type Acknowledgement,
  assignInput,
  board,
  projectInput,
  roundInput,
  setAssignmentStateInput,
  work,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { giveCommand } from '../command.ts';
import { keptIn } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { assign } from './assign.ts';
import { setOwnState } from './commands.ts';
import { readBoard } from './queries.ts';

export const assignmentRouter = router({
  setState: signedInProcedure
    .input(setAssignmentStateInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { documentId, roundId, state } = input;
      const place = { documentId, roundId };
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'assignment.setState', ability: 'annotation.write', ...place, inOwnPlace: true },
        (command) => setOwnState(command, place, state, ctx.newId),
      );
      return acknowledgement;
    }),
  assign: signedInProcedure.input(assignInput).mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
    const { acknowledgement } = await giveCommand(
      ctx,
      input,
      { kind: 'assignment.assign', ability: 'assignment.edit', roundId: input.roundId },
      (command) => assign(command, input, ctx.newId),
    );
    return acknowledgement;
  }),
  work: projectProcedure('project.read')
    .input(projectInput)
    .output(work)
    .query(({ ctx }) =>
      snapshot(ctx.db, (tx) => withAccess(tx, ctx.access, (access) => openStudy(tx, access).work())),
    ),
  board: projectProcedure('assignment.edit')
    .input(roundInput)
    .output(board)
    .query(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) =>
          readBoard(tx, access, { kept: keptIn(ctx.db), roundId: input.roundId, at: ctx.now() }),
        ),
      ),
    ),
});
