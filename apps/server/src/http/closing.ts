import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** How long an answer that was begun may take once the server is told to end. */
const graceMs = 8_000;

/**
 * Lets what is being answered be answered before the server ends; streams of events end at once, because they
 * would not by themselves, and browsers come back to where they were. Must be told before any route.
 */
export function closeInOrder(server: FastifyInstance): void {
  const streams = new Set<ServerResponse>();
  let closing = false;
  server.addHook('onSend', async (_request, reply, payload) => {
    if (closing) reply.header('connection', 'close');
    if (!(payload instanceof Response && isStream(payload))) return;
    streams.add(reply.raw);
    reply.raw.once('close', () => streams.delete(reply.raw));
    if (closing) reply.raw.destroy();
  });
  server.addHook('preClose', async () => {
    closing = true;
    for (const stream of streams) stream.destroy();
    setTimeout(() => server.server.closeAllConnections(), graceMs).unref();
  });
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
