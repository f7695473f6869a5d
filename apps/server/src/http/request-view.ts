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
  };
}
