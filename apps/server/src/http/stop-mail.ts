import { type Auth, createInnerContext, type Post, stopMail } from '@koersvast/api';
import { stopMailInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Database, Feed } from '@koersvast/db';
import type { FastifyInstance } from 'fastify';
import { requestView } from './request-view.ts';
import { stopMailRoute } from './routes.ts';

interface StopMailParts {
  readonly db: Database;
  readonly feed: Feed;
  readonly auth: Auth;
  readonly post: Post | null;
}

const bodyLimit = 4_096;

/**
 * What programs of mail send when somebody presses that they want no more of them: a form from nowhere, in one of two
 * shapes, of which nothing is read. To open the address changes nothing, since whatever looks through mails opens it.
 */
export async function serveStopMail(server: FastifyInstance, parts: StopMailParts): Promise<void> {
  await server.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, _body, done) => done(null));
    own.post(stopMailRoute, { bodyLimit }, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const given = stopMailInput.safeParse(request.params);
      if (!given.success) throw new DomainError('link_not_valid');
      const { log, id: requestId } = request;
      const ctx = { ...parts, person: null, log, requestId, request: requestView(request, reply) };
      return stopMail(createInnerContext(ctx), given.data);
    });
  });
}
