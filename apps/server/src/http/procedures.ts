import {
  type AppRouter,
  type Auth,
  appRouter,
  createInnerContext,
  type Jobs,
  type Post,
  type Provider,
  patienceMs,
  refusalOf,
  toTrpcError,
  type Work,
} from '@koersvast/api';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import {
  type Backups,
  type Database,
  type Feed,
  type IntakeRoom,
  inTime,
  isExpandedByNewer,
  usualRoom,
} from '@koersvast/db';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { answerRefusal } from './errors.ts';
import { requestView } from './request-view.ts';
import { meetsProcedures } from './routes.ts';

export interface ProcedureOptions {
  readonly db: Database;
  readonly feed: Feed;
  readonly backups: Backups;
  readonly work: Work;
  readonly jobs: Jobs;
  /** Who sends mail; null where none is sent. */
  readonly post?: Post | null;
  /** Where people sign in with the account of their organisation; null where passwords are all there is. */
  readonly provider?: Provider | null;
  /** How large files may be that somebody adds; as is usual where nothing is said. */
  readonly uploads?: IntakeRoom;
  /** Told of what the server does, where somebody reads it. */
  readonly metrics?: Pick<Metrics, 'request' | 'procedure' | 'watch'> | null;
}

/** The procedures that each request called, while it is being answered. */
export type Called = WeakMap<FastifyRequest, readonly string[]>;

/** All procedures of the API, at one route. */
export async function serveProcedures(
  server: FastifyInstance,
  options: ProcedureOptions,
  { auth, called }: { readonly auth: Auth; readonly called: Called },
): Promise<void> {
  const { db, feed, backups, work, jobs, uploads = usualRoom, metrics } = options;
  askAgainWhatIsNewer(server, db);
  await server.register(fastifyTRPCPlugin<AppRouter>, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      maxBatchSize: limits.calls,
      // A question about five hundred documents does not fit into an address.
      allowMethodOverride: true,
      responseMeta: ({ errors }) =>
        errors.some((error) => refusalOf(error).code === 'busy') ? { headers: { 'retry-after': '1' } } : {},
      createContext: async ({ req, res }) => {
        const request = requestView(req, res);
        const from = performance.now();
        const finding = auth.find(request).then((session) => ({ session }));
        const found = await inTime(finding, patienceMs).catch((error: unknown) => {
          req.log.warn({ err: error }, 'who asks could not be found out');
          throw toTrpcError(error);
        });
        if (!found) {
          req.log.warn({ milliseconds: patienceMs }, 'who asks was not found out in time');
          throw toTrpcError(new DomainError('busy'));
        }
        // What a page sends in the background says whose it is: it is never done as somebody else who has
        // signed in since.
        const meant = req.headers['koersvast-person'];
        const session = meant === undefined || meant === found.session?.personId ? found.session : null;
        return createInnerContext({
          db,
          feed,
          backups,
          work,
          jobs,
          post: options.post ?? null,
          provider: options.provider ?? null,
          uploads,
          auth,
          request,
          person: session && {
            id: session.personId,
            installationRole: session.installationRole,
            confirmedUntil: session.confirmedUntil,
          },
          log: req.log,
          requestId: req.id,
          answered: (procedure) => {
            called.set(req, [...(called.get(req) ?? []), procedure.name]);
            metrics?.procedure(procedure);
          },
          waited: performance.now() - from,
          revalidate: async () => session !== null && (await auth.stands(session.id)),
        });
      },
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
}

/**
 * While servers are upgraded in turn, a page of the new version may come to one of before with procedures that this has
 * not: it asks again until the new one answers.
 */
function askAgainWhatIsNewer(server: FastifyInstance, db: Database): void {
  server.addHook<{ Params: { path?: string } }>('preHandler', async (request, reply) => {
    const { path } = request.params;
    if (!meetsProcedures(request) || path === undefined) return;
    const known = path.split(',').every((name) => Object.hasOwn(appRouter._def.procedures, name));
    // Returned, so that nothing of the batch is done.
    if (!known && (await isExpandedByNewer(db))) return answerRefusal(request, reply, 'busy');
  });
}
