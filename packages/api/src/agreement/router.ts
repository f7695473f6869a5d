import {
  agreementInput,
  agreementProgress,
  agreementProgressInput,
  agreementReport,
} from '@koersvast/contracts';
import type { Access } from '@koersvast/db';
import type { InnerContext, SignedInPerson } from '../context.ts';
import { projectProcedure, router } from '../trpc.ts';
import { reportOn } from './overview.ts';
import { progressOf, watchable } from './progress.ts';
import type { Doing } from './summed.ts';

interface Asking {
  readonly ctx: InnerContext & { readonly person: SignedInPerson; readonly access: Access };
  readonly input: { readonly watch?: string | undefined };
  readonly signal?: AbortSignal | undefined;
}

/** Does something for a person in the workers: told of where they watch, and given up when they have gone. */
async function doing<T>({ ctx, input, signal }: Asking, work: (doing: Doing) => Promise<T>): Promise<T> {
  const { told, ended } = watchable(ctx.person.id, input.watch);
  try {
    return await work({ work: ctx.work, personId: ctx.person.id, signal, told });
  } finally {
    ended();
  }
}

export const agreementRouter = router({
  /** How far coders agree on each tag, with what that rests on. */
  overview: projectProcedure('agreement.read')
    .input(agreementInput)
    .output(agreementReport)
    .query((asking) => doing(asking, (how) => reportOn(asking.ctx, asking.input.selection, how))),
  /** How far something is that the same person asked for under this name. */
  progress: projectProcedure('agreement.read')
    .input(agreementProgressInput)
    .output(agreementProgress)
    .query(({ ctx, input }) => progressOf(ctx.person.id, input.watch)),
});
