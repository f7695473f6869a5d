import {
  assignInput,
  board,
  projectInput,
  roundInput,
  setAssignmentStateInput,
  work,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { commandProcedure, inOwnPlace } from '../command.ts';
import { keptIn } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { assign } from './assign.ts';
import { setOwnState } from './commands.ts';
import { readBoard } from './queries.ts';

export const assignmentRouter = router({
  setState: commandProcedure(
    {
      kind: 'assignment.setState',
      ability: 'annotation.write',
      input: setAssignmentStateInput,
      place: inOwnPlace,
    },
    (command, { documentId, roundId, state }) => setOwnState(command, { documentId, roundId }, state),
  ),
  assign: commandProcedure(
    {
      kind: 'assignment.assign',
      ability: 'assignment.edit',
      input: assignInput,
      place: ({ roundId }) => ({ roundId }),
    },
    assign,
  ),
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
