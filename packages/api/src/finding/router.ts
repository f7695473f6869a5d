import {
  editFindingInput,
  findingRow,
  pinFindingInput,
  projectInput,
  removeFindingInput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { commandProcedure } from '../command.ts';
import { projectProcedure, router } from '../trpc.ts';
import { editFinding, pinFinding, removeFinding } from './commands.ts';
import { listFindings } from './queries.ts';

const pinning = { ability: 'finding.pin' } as const;

/** Charts that are pinned for all members. */
export const findingRouter = router({
  list: projectProcedure('project.read')
    .input(projectInput)
    .output(findingRow.array())
    .query(({ ctx, input }) => listFindings(outsideTransaction(ctx.db), input.projectId)),
  pin: commandProcedure({ kind: 'finding.pin', ...pinning, input: pinFindingInput }, pinFinding),
  edit: commandProcedure({ kind: 'finding.edit', ...pinning, input: editFindingInput }, editFinding),
  remove: commandProcedure({ kind: 'finding.remove', ...pinning, input: removeFindingInput }, removeFinding),
});
