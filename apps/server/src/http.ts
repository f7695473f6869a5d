import { randomUUIDv7 } from 'node:crypto';
import path from 'node:path';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import {
  type AppRouter,
  appRouter,
  createAuth,
  createInnerContext,
  type Jobs,
  type Post,
  patienceMs,
  refusalOf,
  toTrpcError,
  type Work,
} from '@koersvast/api';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import type { Backups, Database, Feed, IntakeRoom } from '@koersvast/db';
import { inTime, usualRoom } from '@koersvast/db';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Ending } from './end.ts';
import { limitBodies } from './http/body-time.ts';
import { closeInOrder } from './http/closing.ts';
import { serveDownloads } from './http/downloads.ts';
import { answerRefusal, answerUnreadable, handleErrors } from './http/errors.ts';
import { comesFromOurPage } from './http/origin.ts';
import { createReadiness } from './http/ready.ts';
import { requestView } from './http/request-view.ts';
import { meetsApi, meetsProcedures } from './http/routes.ts';
import { securityHeaders } from './http/security.ts';
import { serveUploads } from './http/uploads.ts';
import { serveWeb } from './http/web.ts';

export interface HttpOptions {
  readonly db: Database;
  readonly feed: Feed;
  readonly backups: Backups;
  readonly work: Work;
  readonly jobs: Jobs;
  /** Who sends mail; null where none is sent. */
  readonly post?: Post | null;
  /** How large files may be that somebody adds; as is usual where nothing is said. */
  readonly uploads?: IntakeRoom;
  readonly log: FastifyBaseLogger;
  /** Signs the session cookies. */
  readonly secret: string;
  readonly settings: { readonly trustProxy: false | number | string[]; readonly dataDir: string };
  /** `main` decides by its scheme whether cookies are Secure; `origins` are those that may change something. */
  readonly addresses: { readonly main: string; readonly origins: readonly string[] };
  /** The built web app. */
  readonly webRoot?: string;
  /** The end of the process, where there is one. */
  readonly ending?: Ending;
  /** Told of every route as it is added: what tests compare with the list of who may call what. */
  readonly onRoute?: (route: { method: string | string[]; url: string }) => void;
}

const bodyLimit = 10 * 1024 * 1024;
/** The plugin takes every other one as well, and TRACE breaks it. */
const methodsOfProcedures = new Set(['GET', 'POST']);
const builtWeb = path.join(import.meta.dirname, '../../web/dist');
/** What grows small; not CSV, which streams, nor events, which must not wait in a buffer. */
const compressible =
  /^(application\/(json|javascript|manifest\+json)|text\/(html|css|javascript|plain)|image\/svg\+xml)/;

/** A number means so many proxies in front of the server, counted from it. */
function proxiesOf(trusted: HttpOptions['settings']['trustProxy']) {
  return typeof trusted === 'number' ? (_address: string, hop: number) => hop < trusted : trusted;
}

/** The server without its process: everything that people, browsers and programs can ask for. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { db, feed, backups, work, jobs, uploads = usualRoom, log, secret, settings, addresses } = options;
  const secure = addresses.main.startsWith('https:');
  const server = fastify({
    loggerInstance: log,
    // Our own line per request, below, has no address in it.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit,
    // Also of addresses: that of a copy of a table has all that was chosen for it.
    http: { maxHeaderSize: 65_536 },
    // A large file takes longer than all else may: see `limitBodies`.
    requestTimeout: 0,
    trustProxy: proxiesOf(settings.trustProxy),
    genReqId: () => randomUUIDv7(),
    frameworkErrors: answerUnreadable,
    forceCloseConnections: 'idle',
    // What still comes over an open connection is answered as ever, and the connection closed after it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 5000 },
  });
  const auth = createAuth({ db, secret, secure });

  server.addHook('onRoute', ({ method, url }) => options.onRoute?.({ method, url }));
  handleErrors(server);
  closeInOrder(server, options.ending);
  limitBodies(server);
  await server.register(helmet, securityHeaders(secure));
  server.addHook('onSend', async (request, reply, payload) => {
    // Told so, because the plugin asks a list of its own too, in which a stream of events may be compressed.
    const type =
      payload instanceof Response ? payload.headers.get('content-type') : reply.getHeader('content-type');
    if (!compressible.test(String(type ?? ''))) request.headers['x-no-compression'] = 'true';
  });
  await server.register(compress, { encodings: ['br', 'gzip'] });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const isApi = meetsApi(request);
    if (isApi) reply.header('cache-control', 'no-store');
    if ((isApi || !reads) && !comesFromOurPage(request, addresses.origins)) {
      return answerRefusal(request, reply, 'not_allowed', {
        message: 'This request does not come from a page of this server.',
      });
    }
    if (meetsProcedures(request) && !methodsOfProcedures.has(request.method)) {
      return answerRefusal(
        request,
        reply.header('allow', [...methodsOfProcedures].join(', ')),
        'input_not_valid',
        { status: 405, message: 'Procedures are asked with GET and told with POST.' },
      );
    }
  });
  server.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, because addresses can hold secrets.
    const { url } = request.routeOptions;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.info(
      { method: request.method, route: url, status: reply.statusCode, milliseconds },
      'answered',
    );
  });

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
          uploads,
          auth,
          request,
          person: session && { id: session.personId, installationRole: session.installationRole },
          log: req.log,
          requestId: req.id,
          waited: performance.now() - from,
          revalidate: async () => session !== null && (await auth.stands(session.id)),
        });
      },
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);

  serveDownloads(server, { db, auth, work });
  await serveUploads(server, { db, auth, uploads });
  server.get('/healthz', () => ({ ok: true }));
  const findFault = createReadiness({ db, dataDir: settings.dataDir, log, ending: options.ending?.signal });
  server.get('/readyz', async (_request, reply) => {
    const reason = await findFault();
    return reason === null ? { ok: true } : reply.code(503).send({ ok: false, reason });
  });
  await serveWeb(server, options.webRoot ?? builtWeb);
  return server;
}
