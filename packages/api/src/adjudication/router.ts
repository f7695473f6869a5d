import {
  type AdjudicationOverview,
  decideInput,
  type Learning,
  learningInput,
  projectInput,
  setFinishedInput,
  startFinalInput,
  startPreview,
  startPreviewInput,
  withdrawDecisionInput,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { commandProcedure, inPlace } from '../command.ts';
import { noteGiven } from '../given.ts';
import { openRound } from '../review/open-work.ts';
import { keptIn } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { decide, setFinished, withdrawDecision } from './decide.ts';
import { readLearning } from './learning.ts';
import { readOverview } from './overview.ts';
import { previewStart, startFinal } from './start.ts';

const deciding = { ability: 'layer.adjudicate', place: inPlace } as const;

export const adjudicationRouter = router({
  startPreview: projectProcedure('layer.adjudicate')
    .input(startPreviewInput)
    .output(startPreview)
    .query(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, async (access) => {
          await openRound({ tx, ...access }, input);
          return previewStart(openStudy(tx, access), input);
        }),
      ),
    ),
  start: commandProcedure(
    { ...deciding, kind: 'adjudication.start', input: startFinalInput, bulk: true },
    startFinal,
  ),
  decide: commandProcedure({ ...deciding, kind: 'adjudication.decide', input: decideInput }, decide),
  withdraw: commandProcedure(
    { ...deciding, kind: 'adjudication.withdraw', input: withdrawDecisionInput },
    withdrawDecision,
  ),
  setFinished: commandProcedure(
    { ...deciding, kind: 'adjudication.setFinished', input: setFinishedInput },
    setFinished,
  ),
  overview: projectProcedure('project.read')
    .input(projectInput)
    .query(
      ({ ctx }): Promise<AdjudicationOverview> =>
        snapshot(ctx.db, (tx) =>
          withAccess(tx, ctx.access, (access) => readOverview(openStudy(tx, access), keptIn(ctx.db))),
        ),
    ),
  learning: projectProcedure('project.read')
    .input(learningInput)
    .query(async ({ ctx, input }): Promise<Learning> => {
      const lessons = await snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) =>
          readLearning(openStudy(tx, access), keptIn(ctx.db), {
            roundId: input.roundId,
            pass: input.pass ?? 'first',
          }),
        ),
      );
      await noteGiven(
        ctx,
        ctx.access,
        lessons.map(({ documentId }) => documentId),
      );
      return lessons;
    }),
});
