import {
  type Acknowledgement,
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
import { type CommandPlace, giveCommand } from '../command.ts';
import { noteGiven } from '../given.ts';
import type { Place } from '../place/place.ts';
import { openRound } from '../review/open-work.ts';
import { keptIn } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { decide, setFinished, withdrawDecision } from './decide.ts';
import { readLearning } from './learning.ts';
import { readOverview } from './overview.ts';
import { previewStart, startFinal } from './start.ts';

function at(kind: CommandPlace['kind'], { documentId, roundId }: Place): CommandPlace {
  return { kind, ability: 'layer.adjudicate', documentId, roundId };
}

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
  start: signedInProcedure
    .input(startFinalInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (
          await giveCommand(ctx, input, { ...at('adjudication.start', input), bulk: true }, (command) =>
            startFinal(command, ctx, input),
          )
        ).acknowledgement,
    ),
  decide: signedInProcedure
    .input(decideInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (
          await giveCommand(ctx, input, at('adjudication.decide', input), (command) =>
            decide(command, ctx, input),
          )
        ).acknowledgement,
    ),
  withdraw: signedInProcedure
    .input(withdrawDecisionInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (
          await giveCommand(ctx, input, at('adjudication.withdraw', input), (command) =>
            withdrawDecision(command, ctx.newId, input),
          )
        ).acknowledgement,
    ),
  setFinished: signedInProcedure
    .input(setFinishedInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (
          await giveCommand(ctx, input, at('adjudication.setFinished', input), (command) =>
            setFinished(command, input),
          )
        ).acknowledgement,
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
