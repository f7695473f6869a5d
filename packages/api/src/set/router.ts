import { createSetInput, editSetInput, projectInput, removeSetInput, setRow } from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { commandProcedure } from '../command.ts';
import { projectProcedure, router } from '../trpc.ts';
import { createSet, editSet, removeSet } from './commands.ts';
import { listSets } from './queries.ts';

export const setRouter = router({
  list: projectProcedure('project.read')
    .input(projectInput)
    .output(setRow.array())
    .query(({ ctx, input }) => listSets(outsideTransaction(ctx.db), input.projectId)),
  create: commandProcedure(
    { kind: 'set.create', ability: 'document.edit', input: createSetInput },
    createSet,
  ),
  edit: commandProcedure({ kind: 'set.edit', ability: 'document.edit', input: editSetInput }, editSet),
  remove: commandProcedure(
    { kind: 'set.remove', ability: 'document.edit', input: removeSetInput },
    removeSet,
  ),
});
