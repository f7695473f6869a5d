import {
  accountEvent,
  backUpInput,
  backUpOutput,
  correctNameInput,
  demandFactorInput,
  done,
  emptyInput,
  endSessionsInput,
  installationPerson,
  installationSettings,
  keptBackup,
  mailState,
  resetFactorInput,
  setInstallationRoleInput,
  setRetiredInput,
  settleMailInput,
} from '@koersvast/contracts';
import { readMailState, settleMail } from '../mail/queries.ts';
import { installationProcedure, router } from '../trpc.ts';
import { correctName, endSessionsOf, setRetired } from './accounts.ts';
import { backUp, setRole } from './commands.ts';
import { demandFactor, readSettings, resetFactor } from './factor.ts';
import { listAccountEvents, listPeople } from './queries.ts';

export const installationRouter = router({
  people: installationProcedure('user.list')
    .input(emptyInput)
    .output(installationPerson.array())
    .query(({ ctx }) => listPeople(ctx.db)),
  setRole: installationProcedure('user.edit')
    .input(setInstallationRoleInput)
    .output(done)
    .mutation(({ ctx, input }) => setRole(ctx, input)),
  correctName: installationProcedure('user.edit')
    .input(correctNameInput)
    .output(done)
    .mutation(({ ctx, input }) => correctName(ctx, input)),
  setRetired: installationProcedure('user.edit')
    .input(setRetiredInput)
    .output(done)
    .mutation(({ ctx, input }) => setRetired(ctx, input)),
  endSessions: installationProcedure('user.edit')
    .input(endSessionsInput)
    .output(done)
    .mutation(({ ctx, input }) => endSessionsOf(ctx, input)),
  resetFactor: installationProcedure('user.edit')
    .input(resetFactorInput)
    .output(done)
    .mutation(({ ctx, input }) => resetFactor(ctx, input)),
  settings: installationProcedure('user.list')
    .input(emptyInput)
    .output(installationSettings)
    .query(({ ctx }) => readSettings(ctx.db)),
  demandFactor: installationProcedure('user.edit')
    .input(demandFactorInput)
    .output(done)
    .mutation(({ ctx, input }) => demandFactor(ctx, input)),
  accountEvents: installationProcedure('user.list')
    .input(emptyInput)
    .output(accountEvent.array())
    .query(({ ctx }) => listAccountEvents(ctx.db)),
  mail: installationProcedure('installation.mail')
    .input(emptyInput)
    .output(mailState)
    .query(({ ctx }) => readMailState(ctx)),
  settleMail: installationProcedure('installation.mail')
    .input(settleMailInput)
    .output(done)
    .mutation(({ ctx, input }) => settleMail(ctx, input)),
  backups: installationProcedure('installation.backup')
    .input(emptyInput)
    .output(keptBackup.array())
    .query(({ ctx }) => ctx.backups.list()),
  backUp: installationProcedure('installation.backup')
    .input(backUpInput)
    .output(backUpOutput)
    .mutation(({ ctx, input, signal }) => backUp(ctx, input, signal)),
});
