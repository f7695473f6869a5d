import { refusalOf, wordsOf } from '@koersvast/api';
import { DomainError, type DomainErrorCode, type ErrorDetails } from '@koersvast/core/error';
import { isDiskFull, isPassing, passingCause } from '@koersvast/db';
import { TRPCError } from '@trpc/server';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { meetsProcedures } from './routes.ts';

/** The HTTP status of the refusals that routes outside tRPC can give. */
const statuses: Partial<Record<DomainErrorCode, number>> = {
  not_signed_in: 401,
  token_ended: 401,
  not_allowed: 403,
  not_found: 404,
  link_not_valid: 404,
  too_many_attempts: 429,
  too_large: 413,
  file_too_large: 413,
  intake_full: 422,
  intake_at_work: 409,
  agreement_not_revealed: 409,
  agreement_coded_blind: 409,
  agreement_too_large: 422,
  reading_too_long: 422,
  reading_too_large: 422,
  reckoning_too_long: 422,
  reckoning_too_large: 422,
  query_too_hard: 422,
  project_archived: 409,
  over_limit: 422,
  input_not_valid: 400,
  disk_full: 422,
  busy: 503,
  unexpected: 500,
  search_query_not_valid: 422,
};

/** What Fastify itself refuses, in our words. */
function codeOf(error: unknown): DomainErrorCode {
  if (error instanceof DomainError) return error.code;
  // A file on its way is not sent again and again until there is room.
  if (isDiskFull(error)) return 'disk_full';
  if (isPassing(error)) return 'busy';
  // Before it has come to a procedure: a host that is none, for example.
  if (error instanceof TRPCError) return refusalOf(error).code;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) return 'too_large';
  if (statusCode === 404) return 'not_found';
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return 'input_not_valid';
  return 'unexpected';
}

const sentences: Partial<Record<DomainErrorCode, string>> = {
  too_large: 'What was sent is larger than 10 MB.',
  input_not_valid: 'What was sent is not what this address takes.',
};

const trpcCodes: Partial<Record<DomainErrorCode, string>> = {
  too_large: 'PAYLOAD_TOO_LARGE',
  not_allowed: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  input_not_valid: 'BAD_REQUEST',
};

/** One plain sentence, in the form that whoever asks understands; never a stack, a query or a path. */
export function answerRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  code: DomainErrorCode,
  {
    status = statuses[code] ?? 500,
    details = {},
    message = sentences[code] ?? wordsOf({ code, details }),
  }: { status?: number; message?: string; details?: ErrorDetails } = {},
): FastifyReply {
  reply.code(status).header('cache-control', 'no-store');
  if (code === 'busy') reply.header('retry-after', '1');
  const refusal = { code, details };
  if (!meetsProcedures(request)) return reply.send({ error: { ...refusal, message } });
  const data = { code: trpcCodes[code] ?? 'INTERNAL_SERVER_ERROR', httpStatus: status, refusal };
  return reply.send({ error: { message, code: status < 500 ? -32_600 : -32_603, data } });
}

/**
 * What the server itself cannot read: an address with a host that is none. No route was met, and so no hook has run that
 * would have set the headers.
 */
export function answerUnreadable(
  { statusCode = 400 }: Pick<FastifyError, 'statusCode'>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  answerRefusal(request, reply, 'input_not_valid', {
    status: statusCode,
    message: 'This address cannot be read: check how it is written.',
  });
}

/** Errors of all routes: refusals as they are, everything else as one sentence, written down if unexpected. */
export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const code = codeOf(error);
    const { statusCode } = error as Partial<FastifyError>;
    const expected = error instanceof DomainError || !['unexpected', 'busy', 'disk_full'].includes(code);
    const route = request.routeOptions.url;
    if (code === 'busy')
      request.log.warn({ err: error, route, cause: passingCause(error) }, 'a request ended as busy');
    else if (!expected) request.log.error({ err: error, route }, 'a request failed');
    return answerRefusal(request, reply, code, {
      ...(error instanceof DomainError && { details: error.details }),
      ...(statusCode === 415 && { status: 415 }),
    });
  });
}
