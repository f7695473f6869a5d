import path from 'node:path';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import { createAuth } from '@koersvast/api';
import { usualRoom } from '@koersvast/db';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Ending } from './end.ts';
import { baseOf, belowBase, readable } from './http/base.ts';
import { limitBodies } from './http/body-time.ts';
import { closeInOrder } from './http/closing.ts';
import { serveDownloads } from './http/downloads.ts';
import { answerRefusal, answerUnreadable, handleErrors } from './http/errors.ts';
import { comesFromOurPage } from './http/origin.ts';
import { type Called, type ProcedureOptions, serveProcedures } from './http/procedures.ts';
import { serveProvider } from './http/provider.ts';
import { proxiesOf } from './http/proxies.ts';
import { createReadiness } from './http/ready.ts';
import { requestIds } from './http/request-id.ts';
import { meetsApi, meetsLink, meetsProcedures } from './http/routes.ts';
import { securityHeaders } from './http/security.ts';
import { serveStopMail } from './http/stop-mail.ts';
import { serveUploads } from './http/uploads.ts';
import { serveWeb } from './http/web.ts';
import { version } from './version.ts';

export interface HttpOptions extends ProcedureOptions {
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

/** The server without its process: everything that people, browsers and programs can ask for. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { db, work, uploads = usualRoom, log, secret, settings, addresses, metrics } = options;
  const secure = addresses.main.startsWith('https:');
  const base = baseOf(addresses.main);
  const server = fastify({
    loggerInstance: log,
    // Our own line per request, below, has no address in it.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit,
    // Also of addresses: that of a copy of a table has all that was chosen for it.
    http: { maxHeaderSize: 65_536 },
    // A large file takes longer than all else may: see `limitBodies`.
    requestTimeout: 0,
    rewriteUrl: ({ url = '/' }) => readable(belowBase(url, base)),
    trustProxy: proxiesOf(settings.trustProxy),
    genReqId: requestIds(settings.trustProxy),
    frameworkErrors: answerUnreadable,
    forceCloseConnections: 'idle',
    // What still comes over an open connection is answered as ever, and the connection closed after it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 5000 },
  });
  const auth = createAuth({ db, secret, secure, base });
  const called: Called = new WeakMap();

  server.addHook('onRoute', ({ method, url }) => options.onRoute?.({ method, url }));
  handleErrors(server);
  const streams = closeInOrder(server, options.ending);
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
    if ((isApi || !reads) && !meetsLink(request) && !comesFromOurPage(request, addresses.origins)) {
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
    const { method } = request;
    const route = request.is404 ? undefined : request.routeOptions.url;
    const { statusCode: status, elapsedTime } = reply;
    const milliseconds = Math.round(elapsedTime);
    const procedures = called.get(request);
    request.log.info({ method, route, status, milliseconds, ...(procedures && { procedures }) }, 'answered');
    metrics?.request({ name: route ?? 'none', status, milliseconds: elapsedTime });
  });

  await serveProcedures(server, options, { auth, called });
  serveProvider(server, { db, feed: options.feed, auth, provider: options.provider ?? null, base });
  await serveStopMail(server, { db, feed: options.feed, auth, post: options.post ?? null });
  serveDownloads(server, { db, auth, work });
  await serveUploads(server, { db, auth, uploads });
  server.get('/healthz', () => ({ ok: true }));
  const findFault = createReadiness({ db, dataDir: settings.dataDir, log, ending: options.ending?.signal });
  server.get('/readyz', async (_request, reply) => {
    const reason = await findFault();
    return reason === null ? { ok: true } : reply.code(503).send({ ok: false, reason });
  });
  metrics?.watch({ db, version, streams, isReady: async () => (await findFault()) === null });
  await serveWeb(server, options.webRoot ?? builtWeb, base);
  return server;
}
