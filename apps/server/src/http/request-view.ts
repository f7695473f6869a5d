import type { RequestView } from '@koersvast/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What of a request and its answer the sessions need. */
export function requestView(request: FastifyRequest, reply: FastifyReply): RequestView {
  return {
    cookie: request.headers.cookie ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    address: request.ip,
    setCookie: (cookie) => {
      reply.header('set-cookie', cookie);
    },
    // Not "storage": work that the server has not acknowledged may be kept there on purpose, after a question.
    clearCache: () => {
      reply.header('clear-site-data', '"cache"');
    },
  };
}
