import {
  type Acknowledgement,
  createRoundInput,
  editRoundInput,
  openCoding,
  openCodingInput,
  plannedRound,
  planRoundInput,
  removeRoundInput,
  revealPreview,
  revealRoundInput,
  roundCommandInput,
  roundInput,
  setRoundStateInput,
} from '@koersvast/contracts';
import { snapshot } from '@koersvast/db';
import { commandProcedure, giveCommand } from '../command.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { createRound, editRound, liftBlindness } from './commands.ts';
import { removeRound, setRoundState } from './life.ts';
import { readOpenCoding } from './open-coding.ts';
import { drawAhead, previewPlan } from './plan.ts';
import { previewReveal } from './queries.ts';
import { revealRound } from './reveal.ts';

const inRound = ({ roundId }: { readonly roundId: string }) => ({ roundId });

export const roundRouter = router({
  create: signedInProcedure
    .input(createRoundInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { assignments } = input;
      const ahead =
        assignments.kind === 'plan' ? await drawAhead(ctx, { ...input, plan: assignments.plan }) : null;
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'round.create', ability: 'round.edit' },
        (command) => createRound(command, input, ahead),
      );
      return acknowledgement;
    }),
  edit: commandProcedure(
    { kind: 'round.edit', ability: 'round.edit', input: editRoundInput, place: inRound },
    editRound,
  ),
  setState: commandProcedure(
    { kind: 'round.setState', ability: 'round.edit', input: setRoundStateInput, place: inRound },
    setRoundState,
  ),
  remove: commandProcedure(
    { kind: 'round.remove', ability: 'round.edit', input: removeRoundInput },
    removeRound,
  ),
  /** Stores nothing either. */
  openCoding: projectProcedure('round.edit')
    .input(openCodingInput)
    .output(openCoding)
    .mutation(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) => readOpenCoding(tx, access, input.documentIds)),
      ),
    ),
  /** Stores nothing; a mutation only because so many ids do not fit into an address. */
  plan: projectProcedure('round.edit')
    .input(planRoundInput)
    .output(plannedRound)
    .mutation(({ ctx, input }) => previewPlan(ctx, input)),
  revealPreview: projectProcedure('round.reveal')
    .input(roundInput)
    .output(revealPreview)
    .query(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) => previewReveal(tx, access, input.roundId)),
      ),
    ),
  /** Answers only what became of the round: all else is read anew, because more may now be seen. */
  reveal: signedInProcedure
    .input(revealRoundInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'round.reveal', ability: 'round.reveal', bulk: true },
        (command) => revealRound(command, input.roundId, input.version),
      );
      const changes = acknowledgement.changes.filter((change) => change.noun === 'round');
      return { opId: acknowledgement.opId, changes };
    }),
  lift: commandProcedure(
    { kind: 'round.lift', ability: 'blindness.lift', input: roundCommandInput },
    (command, { roundId }) => liftBlindness(command, roundId),
  ),
});
