import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
 * Hands out the page with its files named by where the program lies on its host: the build names them as if they lay
 * beside the page, which has an address of its own on each screen.
 */
function pageSender(file: string, base: string) {
  let read: { readonly at: number; readonly text: string; readonly tag: string } | undefined;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { mtimeMs } = await stat(file);
    if (read?.at !== mtimeMs) {
      const text = (await readFile(file, 'utf8')).replaceAll(/(?<=\s(?:src|href)=")\.\//g, base);
      const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
      read = { at: mtimeMs, text, tag };
    }
    reply.header('cache-control', 'no-cache').header('etag', read.tag).type('text/html; charset=utf-8');
    return request.headers['if-none-match'] === read.tag ? reply.code(304).send() : reply.send(read.text);
  };
}

/**
 * The web app: files with a hash in their name are kept for ever, the page itself is asked for each time, and
 * every address that is a screen gets the page. What is nowhere gets one sentence.
 */
export async function serveWeb(server: FastifyInstance, root: string, base = '/'): Promise<void> {
  const page = path.join(root, 'index.html');
  const sendPage = pageSender(page, base);
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
    server.get('/', sendPage);
    const isFile = filesBelow(root);
    server.get<{ Params: { '*': string } }>('/*', (request, reply) => {
      const name = request.params['*'];
      if (name === 'index.html') return sendPage(request, reply);
      return isFile(name) ? reply.sendFile(name) : reply.callNotFound();
    });
  }
  server.setNotFoundHandler((request, reply) => {
    if (existsSync(page) && isPageRequest(request.method, request.url, request.headers.accept)) {
      return sendPage(request, reply.code(200));
    }
    return answerRefusal(request, reply, 'not_found', {
      status: 404,
      message: 'There is nothing at this address.',
    });
  });
}
