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
import { giveCommand } from '../command.ts';
import { projectProcedure, router, signedInProcedure, withAccess } from '../trpc.ts';
import { createRound, editRound, liftBlindness } from './commands.ts';
import { removeRound, setRoundState } from './life.ts';
import { readOpenCoding } from './open-coding.ts';
import { drawAhead, previewPlan } from './plan.ts';
import { previewReveal } from './queries.ts';
import { revealRound } from './reveal.ts';

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
        (command) => createRound(command, input, ctx.newId, ahead),
      );
      return acknowledgement;
    }),
  edit: signedInProcedure.input(editRoundInput).mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
    const { acknowledgement } = await giveCommand(
      ctx,
      input,
      { kind: 'round.edit', ability: 'round.edit', roundId: input.roundId },
      (command) => editRound(command, input),
    );
    return acknowledgement;
  }),
  setState: signedInProcedure
    .input(setRoundStateInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'round.setState', ability: 'round.edit', roundId: input.roundId },
        (command) => setRoundState(command, input),
      );
      return acknowledgement;
    }),
  remove: signedInProcedure
    .input(removeRoundInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'round.remove', ability: 'round.edit' },
        (command) => removeRound(command, input),
      );
      return acknowledgement;
    }),
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
        (command) => revealRound(command, input.roundId, input.version, ctx.newId),
      );
      const changes = acknowledgement.changes.filter((change) => change.noun === 'round');
      return { opId: acknowledgement.opId, changes };
    }),
  lift: signedInProcedure
    .input(roundCommandInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'round.lift', ability: 'blindness.lift' },
        (command) => liftBlindness(command, input.roundId, ctx.newId),
      );
      return acknowledgement;
    }),
});
