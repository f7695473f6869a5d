import { type Acknowledgement, setAssignmentStateInput } from '@koersvast/contracts';
import { giveCommand } from '../command.ts';
import { router, signedInProcedure } from '../trpc.ts';
import { setOwnState } from './commands.ts';

export const assignmentRouter = router({
  setState: signedInProcedure
    .input(setAssignmentStateInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { documentId, roundId, state } = input;
      const place = { documentId, roundId };
      const { acknowledgement } = await giveCommand(
        ctx,
        input,
        { kind: 'assignment.setState', ability: 'annotation.write', ...place },
        (command) => setOwnState(command, place, state, ctx.newId),
      );
      return acknowledgement;
    }),
});
