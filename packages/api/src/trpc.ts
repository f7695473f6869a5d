import { projectInput } from '@koersvast/contracts';
import {
  type InstallationAbility,
  may,
  mayInInstallation,
  type ProjectAbility,
} from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import {
  type Access,
  isExpandedByNewer,
  loadAccess,
  onReplica,
  outsideTransaction,
  passingCause,
  type Tx,
  withPatience,
} from '@koersvast/db';
import { initTRPC, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import { type InnerContext, patienceMs } from './context.ts';
import { isBusy, refusalOf, toTrpcError, wordsOf } from './error-mapping.ts';
import { measureInput } from './measure-input.ts';

const PING_MS = 5_000;
/** Left for what is asked, however long it took to find out who asks: that may have been this process itself. */
const leastPatienceMs = 1_000;
/** Streams end and come back by themselves, so that a restart of the server is nothing special. */
const STREAM_MS = 30 * 60_000;

const t = initTRPC.context<InnerContext>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: PING_MS },
    maxDurationMs: STREAM_MS,
    client: { reconnectAfterInactivityMs: 2 * PING_MS + 1_000 },
  },
  errorFormatter({ shape, error }) {
    const refusal = refusalOf(error);
    const { code, httpStatus } = shape.data;
    return { ...shape, message: wordsOf(refusal), data: { code, httpStatus, refusal } };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns refusals into answers, and writes down what nobody expected, and what somebody waited for in vain. */
const answerErrors = t.middleware(async ({ ctx, path, type, next }) => {
  const begun = performance.now();
  const answered = (status: number) =>
    // How long a stream is open says nothing.
    type !== 'subscription' &&
    ctx.answered({ name: path, status, milliseconds: performance.now() - begun + ctx.waited });
  const result = await withPatience(Math.max(patienceMs - ctx.waited, leastPatienceMs), next);
  if (result.ok) {
    answered(200);
    return result;
  }
  const cause = await causeOf(ctx, result.error);
  if (isBusy(cause)) {
    const { requestId, log } = ctx;
    const fields = { requestId, path, milliseconds: Math.round(performance.now() - begun + ctx.waited) };
    log.warn({ ...fields, cause: passingCause(cause), err: cause }, 'a procedure ended as busy');
  }
  const mapped = toTrpcError(cause);
  answered(getHTTPStatusCodeFromError(mapped instanceof TRPCError ? mapped : result.error));
  if (mapped instanceof TRPCError && mapped !== cause) throw mapped;
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.log.error({ err: cause, requestId: ctx.requestId, path }, 'a procedure failed');
  }
  return result;
});

/**
 * While servers are upgraded in turn, a page of the new version may come to one of before. What that does not understand
 * is asked again, like all that is busy, until the new one answers.
 */
async function causeOf({ db }: InnerContext, error: TRPCError): Promise<unknown> {
  const isStrange = error.cause instanceof z.ZodError && refusalOf(error).code === 'input_not_valid';
  if (!isStrange) return error.cause;
  return (await isExpandedByNewer(db)) ? new DomainError('busy') : error.cause;
}

/** Nothing is made of an input that is too large to be looked at in passing. */
const measured = t.middleware(async ({ getRawInput, next }) => {
  measureInput(await getRawInput());
  return next();
});

/** For everybody, signed in or not. */
export const publicProcedure = t.procedure.use(answerErrors).use(measured);

/**
 * For whoever is signed in; `ctx.person` is never null. Commands start from here: `runCommand` itself asks
 * for membership and ability, inside its transaction.
 */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.person) throw new DomainError('not_signed_in');
  return next({ ctx: { ...ctx, person: ctx.person } });
});

/** For whoever is signed in and may do this in the installation, in whatever projects they are. */
export function installationProcedure(ability: InstallationAbility) {
  return signedInProcedure.use(({ ctx, next }) => {
    if (!mayInInstallation(ctx.person.installationRole, ability)) throw new DomainError('not_allowed');
    return next();
  });
}

const ofProject = z.object(projectInput.shape);

/**
 * For members of the project that the input names, with this ability; `ctx.access` holds their role and what
 * they may see. Queries start from here; one that reads
 * several things at one moment does so in `snapshot`, where it loads its access again. `from: 'replica'` for what takes
 * long and only reads: its snapshots may be of a replica, while who asks and what they may do is asked of the primary.
 */
export function projectProcedure(
  ability: ProjectAbility,
  { from = 'primary' }: { readonly from?: 'primary' | 'replica' } = {},
) {
  return signedInProcedure.use(async ({ ctx, getRawInput, next }) => {
    const raw = ofProject.safeParse(await getRawInput());
    if (!raw.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: raw.error });
    const who = { projectId: raw.data.projectId, personId: ctx.person.id };
    const access = await loadAccess(outsideTransaction(ctx.db), who);
    if (!access) throw new DomainError('not_found');
    if (!may(access.role, ability)) throw new DomainError('not_allowed');
    const db = from === 'replica' ? onReplica(ctx.db, who.projectId) : ctx.db;
    return next({ ctx: { ...ctx, db, access } });
  });
}

/** Does something with the access as it is at the moment of this snapshot. Throws `not_found` when there is none. */
export async function withAccess<T>(
  tx: Tx,
  who: Pick<Access, 'projectId' | 'personId'>,
  read: (access: Access) => Promise<T>,
): Promise<T> {
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  return read(access);
}
