import {
  backUpInput,
  backUpOutput,
  done,
  emptyInput,
  installationPerson,
  keptBackup,
  setInstallationRoleInput,
} from '@koersvast/contracts';
import { installationProcedure, router } from '../trpc.ts';
import { backUp, setRole } from './commands.ts';
import { listPeople } from './queries.ts';

export const installationRouter = router({
  people: installationProcedure('user.list')
    .input(emptyInput)
    .output(installationPerson.array())
    .query(({ ctx }) => listPeople(ctx.db)),
  setRole: installationProcedure('user.edit')
    .input(setInstallationRoleInput)
    .output(done)
    .mutation(({ ctx, input }) => setRole(ctx, input)),
  backups: installationProcedure('installation.backup')
    .input(emptyInput)
    .output(keptBackup.array())
    .query(({ ctx }) => ctx.backups.list()),
  backUp: installationProcedure('installation.backup')
    .input(backUpInput)
    .output(backUpOutput)
    .mutation(({ ctx, input, signal }) => backUp(ctx, input, signal)),
});
