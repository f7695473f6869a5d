import type { FastifyRequest } from 'fastify';

const safe = new Set(['GET', 'HEAD']);

/**
 * Whether a request may be what it says: a page of our own asking. Whatever changes something must name one of
 * our origins, whichever form its body has, since some forms come from other sites without asking first; what
 * only reads must not come from another site either. Browsers say so by themselves, and let no script lie.
 */
export function comesFromOurPage(
  request: Pick<FastifyRequest, 'method' | 'headers'>,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (!safe.has(request.method)) {
    return origin !== undefined && origins.includes(origin) && (site === undefined || site === 'same-origin');
  }
  return (origin === undefined || origins.includes(origin)) && site !== 'cross-site' && site !== 'same-site';
}
