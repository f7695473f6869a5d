import { type Auth, createInnerContext, type Provider, returnFromProvider } from '@koersvast/api';
import { providerReturnPath } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Database, Feed } from '@koersvast/db';
import type { FastifyInstance } from 'fastify';
import { requestView } from './request-view.ts';

interface ProviderParts {
  readonly db: Database;
  readonly feed: Feed;
  readonly auth: Auth;
  readonly provider: Provider | null;
  /** Where the program lies on its host. */
  readonly base: string;
}

/**
 * Where the provider sends people back to. The browser comes from another site, with what that site added, and so
 * nothing of the address decides where it goes on, and nothing of it is in the log.
 */
export function serveProvider(
  server: FastifyInstance,
  { db, feed, auth, provider, base }: ProviderParts,
): void {
  // A browser that only looks ahead must not use up what works once.
  server.get(providerReturnPath, { exposeHeadRoute: false }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const [, query = ''] = request.raw.url?.split('?', 2) ?? [];
    const path = await returnFromProvider(
      createInnerContext({
        ...{ db, feed, auth, provider, person: null, log: request.log, requestId: request.id },
        request: requestView(request, reply),
      }),
      query,
    ).catch((error: unknown) => {
      request.log.error({ err: error }, 'nobody could be signed in by the provider');
      const refused = error instanceof DomainError ? error.code : 'unexpected';
      return `/sign-in?${new URLSearchParams({ refused })}`;
    });
    return reply.redirect(base + path.slice(1), 303);
  });
}
