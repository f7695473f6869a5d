import {
  addIntakeInput,
  type ChosenItems,
  chooseIntakeInput,
  done,
  getIntakeInput,
  type Intake,
  type IntakeText,
  intakeJob,
  intakeListInput,
  intakeListOutput,
  intakeSummary,
  intakeTextInput,
  leaveIntakeInput,
  openIntakeInput,
  readIntakeInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { cancelJob, outsideTransaction, transact } from '@koersvast/db';
import { projectProcedure, router } from '../trpc.ts';
import { chooseItems } from './choose.ts';
import { giveAdding, giveReading } from './give-jobs.ts';
import { ownIntake } from './own.ts';
import { getIntake, listIntakes, openIntake } from './queries.ts';
import { readingOf } from './text.ts';

/** For those who may add documents; what is not one's own is not there. */
const adding = projectProcedure('document.edit');
/** A page of some hundred items, which this program has looked at as it read them. */
const asIntake = (value: unknown) => value as Intake;
const asText = (value: unknown) => value as IntakeText;
const asChosen = (value: unknown) => value as ChosenItems;

export const intakeRouter = router({
  list: adding
    .input(intakeListInput)
    .output(intakeListOutput)
    .query(({ ctx }) => listIntakes(outsideTransaction(ctx.db), ctx.access, ctx.uploads)),
  /** It is no part of the study, and doing it twice changes nothing, so that it has no operation id: all here. */
  open: adding
    .input(openIntakeInput)
    .output(intakeSummary)
    .mutation(({ ctx, input }) => {
      if (ctx.access.archived) throw new DomainError('project_archived');
      return transact(ctx.db, (tx) => openIntake(tx, ctx.access, input.intakeId, ctx.now()));
    }),
  get: adding
    .input(getIntakeInput)
    .output(asIntake)
    .query(({ ctx, input }) => getIntake(outsideTransaction(ctx.db), ctx.access, input, ctx.uploads)),
  /** Forgets files and choices; what was added stays. What is at work on it is cancelled. */
  read: adding
    .input(readIntakeInput)
    .output(intakeJob)
    .mutation(({ ctx, input }) => giveReading(ctx, input)),
  text: adding
    .input(intakeTextInput)
    .output(asText)
    .query(({ ctx, input }) => readingOf(ctx, input)),
  choose: adding
    .input(chooseIntakeInput)
    .output(asChosen)
    .mutation(({ ctx, input }) => chooseItems(ctx, input)),
  add: adding
    .input(addIntakeInput)
    .output(intakeJob)
    .mutation(({ ctx, input }) => giveAdding(ctx, input)),
  leave: adding
    .input(leaveIntakeInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { projectId, intakeId } = input;
      await transact(ctx.db, async (tx) => {
        const { row } = await ownIntake(tx, ctx.access, input);
        if (row.jobId !== null) await cancelJob(tx, { place: projectId, id: row.jobId });
        await tx.intake.deleteMany({ where: { projectId, id: intakeId } });
      });
      return { ok: true as const };
    }),
});
