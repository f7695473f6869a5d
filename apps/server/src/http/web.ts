import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { answerRefusal } from './errors.ts';

const forEver = 'public, max-age=31536000, immutable';

/** The path of an address as it was meant, however it was typed; null where it is none. */
function pathOf(url: string): string | null {
  try {
    const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
    return decodeURIComponent(path).replace(/^\/+/, '/').toLowerCase();
  } catch {
    return null;
  }
}

function isPageRequest(method: string, url: string, accept: string | undefined): boolean {
  const path = pathOf(url);
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (path === null || /^\/(api|trpc|assets)(\/|$)/.test(path)) return false;
  return accept === undefined || /text\/html|\*\/\*/.test(accept);
}

/**
 * The web app: files with a hash in their name are kept for ever, the page itself is asked for each time, and
 * every address that is a screen gets the page. What is nowhere gets one sentence.
 */
export async function serveWeb(server: FastifyInstance, root: string): Promise<void> {
  const page = path.join(root, 'index.html');
  if (existsSync(page)) {
    await server.register(fastifyStatic, {
      root,
      index: false,
      cacheControl: false,
      // As the build has left them; what it left uncompressed is compressed as it is handed out.
      preCompressed: true,
      setHeaders(response, file) {
        const isHashed = path.relative(root, file).startsWith(`assets${path.sep}`);
        response.header('cache-control', isHashed ? forEver : 'no-cache');
      },
    });
    server.get('/', (_request, reply) => reply.sendFile('index.html'));
  }
  server.setNotFoundHandler((request, reply) => {
    if (existsSync(page) && isPageRequest(request.method, request.url, request.headers.accept)) {
      return reply.code(200).sendFile('index.html');
    }
    return answerRefusal(request, reply, 'not_found', {
      status: 404,
      message: 'There is nothing at this address.',
    });
  });
}
