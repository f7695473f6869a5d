import {
  type Acknowledgement,
  createReplyInput,
  editReplyInput,
  removeReplyInput,
} from '@koersvast/contracts';
import { type CommandPlace, giveCommand } from '../command.ts';
import type { Place } from '../place/place.ts';
import { router, signedInProcedure } from '../trpc.ts';
import { createReply, editReply, removeReply } from './commands.ts';

function at(kind: CommandPlace['kind'], { documentId, roundId }: Place): CommandPlace {
  return { kind, ability: 'reply.write', documentId, roundId };
}

export const replyRouter = router({
  create: signedInProcedure
    .input(createReplyInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (await giveCommand(ctx, input, at('reply.create', input), (command) => createReply(command, input)))
          .acknowledgement,
    ),
  edit: signedInProcedure
    .input(editReplyInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (await giveCommand(ctx, input, at('reply.edit', input), (command) => editReply(command, input)))
          .acknowledgement,
    ),
  remove: signedInProcedure
    .input(removeReplyInput)
    .mutation(
      async ({ ctx, input }): Promise<Acknowledgement> =>
        (await giveCommand(ctx, input, at('reply.remove', input), (command) => removeReply(command, input)))
          .acknowledgement,
    ),
});
