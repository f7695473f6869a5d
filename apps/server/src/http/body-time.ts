import type { FastifyInstance } from 'fastify';
import { isUpload } from './routes.ts';

/** All of a request must have come by then; so long as a file takes, `serveUploads` says itself. */
const mostMs = 60_000;

/** Breaks off what comes too slowly, so that nobody keeps connections by never finishing what they say. */
export function limitBodies(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    const { raw } = request;
    if (raw.complete || isUpload(request)) return;
    const timer = setTimeout(() => {
      if (!raw.complete) raw.socket.destroy();
    }, mostMs);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
}
