import { existsSync, readdirSync } from 'node:fs';
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

/** A folder is read anew at most so often for names that are not in it, in milliseconds. */
const again = 200;

function namesIn(root: string, folder = ''): string[] {
  // By their kinds: to have them all read at once looks at each of them again.
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? namesIn(root, name) : entry.isFile() ? [name] : [];
  });
}

/**
 * Whether there is a file of just this name below a folder, in upper and lower case too where the file system does not
 * tell them apart. The folder is read once, and not the more than a thousand names in it for each file of a page.
 */
function filesBelow(root: string): (name: string) => boolean {
  let names: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  return (name) => {
    if (names.has(name)) return true;
    // What was built since the start has come.
    if (performance.now() - readAt < again) return false;
    names = new Set(namesIn(root));
    readAt = performance.now();
    return names.has(name);
  };
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
      serve: false,
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
    const isFile = filesBelow(root);
    server.get<{ Params: { '*': string } }>('/*', (request, reply) => {
      const name = request.params['*'];
      return isFile(name) ? reply.sendFile(name) : reply.callNotFound();
    });
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
