import { createReplyInput, editReplyInput, removeReplyInput } from '@koersvast/contracts';
import { commandProcedure, inPlace } from '../command.ts';
import { router } from '../trpc.ts';
import { createReply, editReply, removeReply } from './commands.ts';

const saying = { ability: 'reply.write', place: inPlace } as const;

export const replyRouter = router({
  create: commandProcedure({ ...saying, kind: 'reply.create', input: createReplyInput }, createReply),
  edit: commandProcedure({ ...saying, kind: 'reply.edit', input: editReplyInput }, editReply),
  remove: commandProcedure({ ...saying, kind: 'reply.remove', input: removeReplyInput }, removeReply),
});
