import { type Acknowledgement, createReadingInput, removeReadingInput } from '@koersvast/contracts';
import { type CommandPlace, giveCommand } from '../command.ts';
import { router, signedInProcedure } from '../trpc.ts';
import { createReading, removeReading } from './commands.ts';

function place(
  kind: CommandPlace['kind'],
  { documentId, roundId }: { readonly documentId: string; readonly roundId: string },
): CommandPlace {
  return { kind, ability: 'annotation.write', documentId, roundId, inOwnPlace: true };
}

export const readingRouter = router({
  create: signedInProcedure
    .input(createReadingInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(ctx, input, place('reading.create', input), (command) =>
        createReading(command, ctx, input),
      );
      return acknowledgement;
    }),
  remove: signedInProcedure
    .input(removeReadingInput)
    .mutation(async ({ ctx, input }): Promise<Acknowledgement> => {
      const { acknowledgement } = await giveCommand(ctx, input, place('reading.remove', input), (command) =>
        removeReading(command, ctx, input),
      );
      return acknowledgement;
    }),
});
