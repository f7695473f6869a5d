import {
  createRoundInput,
  editRoundInput,
  openCoding,
  openCodingInput,
  plannedRepeats,
  plannedRound,
  planRepeatsInput,
  planRoundInput,
  removeRoundInput,
  revealPreview,
  revealRoundInput,
  roundCommandInput,
  roundInput,
  setRoundStateInput,
} from '@koersvast/contracts';
import { type Acknowledgement, snapshot } from '@koersvast/db';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import { projectProcedure, router, withAccess } from '../trpc.ts';
import { createRound, editRound, liftBlindness } from './commands.ts';
import { removeRound, setRoundState } from './life.ts';
import { readOpenCoding } from './open-coding.ts';
import { drawAhead, previewPlan } from './plan.ts';
import { previewReveal } from './queries.ts';
import { drawRepeats } from './repeats.ts';
import { revealRound } from './reveal.ts';

const inRound = ({ roundId }: { readonly roundId: string }) => ({ roundId });

export const roundRouter = router({
  create: commandProcedureAhead(
    {
      kind: 'round.create',
      ability: 'round.edit',
      input: createRoundInput,
      ahead: async (ctx, input) => {
        const { assignments } = input;
        return assignments.kind === 'plan' ? drawAhead(ctx, { ...input, plan: assignments.plan }) : null;
      },
      answer: ({ acknowledgement }) => acknowledgement,
    },
    createRound,
  ),
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
  /** Of a round of repeats; stores nothing either. */
  planRepeats: projectProcedure('round.edit')
    .input(planRepeatsInput)
    .output(plannedRepeats)
    .mutation(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) => drawRepeats(tx, access, input.repeats, ctx.now())),
      ),
    ),
  revealPreview: projectProcedure('round.reveal')
    .input(roundInput)
    .output(revealPreview)
    .query(({ ctx, input }) =>
      snapshot(ctx.db, (tx) =>
        withAccess(tx, ctx.access, (access) => previewReveal(tx, access, input.roundId)),
      ),
    ),
  /** Answers only what became of the round: all else is read anew, because more may now be seen. */
  reveal: commandProcedureAhead(
    {
      kind: 'round.reveal',
      ability: 'round.reveal',
      input: revealRoundInput,
      bulk: true,
      ahead: () => null,
      answer: ({ acknowledgement: { opId, changes } }): Acknowledgement => {
        return { opId, changes: changes.filter((change) => change.noun === 'round') };
      },
    },
    (command, { roundId, version }) => revealRound(command, roundId, version),
  ),
  lift: commandProcedure(
    { kind: 'round.lift', ability: 'blindness.lift', input: roundCommandInput },
    (command, { roundId }) => liftBlindness(command, roundId),
  ),
});
