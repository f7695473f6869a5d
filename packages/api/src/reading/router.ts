import { createReadingInput, removeReadingInput } from '@koersvast/contracts';
import { commandProcedure, inOwnPlace } from '../command.ts';
import { router } from '../trpc.ts';
import { createReading, removeReading } from './commands.ts';

const coding = { ability: 'annotation.write', place: inOwnPlace } as const;

export const readingRouter = router({
  create: commandProcedure({ ...coding, kind: 'reading.create', input: createReadingInput }, createReading),
  remove: commandProcedure({ ...coding, kind: 'reading.remove', input: removeReadingInput }, removeReading),
});
