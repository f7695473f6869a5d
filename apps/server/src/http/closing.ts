import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Ending } from '../end.ts';
import { isUpload } from './routes.ts';

/** How long an answer that was begun may take once the server no longer listens, in milliseconds. */
const graceMs = 8_000;
/** And a file that is on its way. */
const fileGraceMs = 60_000;
/** When browsers come back to another server: at once, but not thousands in the same moment. */
const backWithinMs = [50, 500] as const;

/**
 * Lets what is being answered be answered before the server ends. From when it is asked to end each answer closes its
 * connection, so that no proxy sends more over one; what still comes is answered all the same. Streams of events are
 * told last when to come back, and end; their readers go on where they were. Must be told before any route.
 * Returns how many streams are open.
 */
export function closeInOrder(server: FastifyInstance, ending: Ending | undefined): () => number {
  const streams = new Set<ServerResponse>();
  const connections = new Set<Socket>();
  const files = new Set<Socket>();
  let closing = false;

  ending?.goesOn(() => files.size > 0);
  server.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!isUpload(request)) return;
    const { socket } = request.raw;
    files.add(socket);
    reply.raw.once('close', () => files.delete(socket));
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    if (closing || ending?.signal.aborted) reply.header('connection', 'close');
    if (!(payload instanceof Response && isStream(payload))) return;
    streams.add(reply.raw);
    reply.raw.once('close', () => streams.delete(reply.raw));
    if (closing) reply.raw.destroy();
  });
  server.addHook('preClose', async () => {
    closing = true;
    for (const stream of streams) sendBack(stream);
    setTimeout(() => {
      for (const socket of connections) if (!files.has(socket)) socket.destroy();
    }, graceMs).unref();
    setTimeout(() => server.server.closeAllConnections(), fileGraceMs).unref();
  });
  return () => streams.size;
}

/** Ends a stream of events with the word when to ask again; half an event that stands before it counts for nothing. */
function sendBack(stream: ServerResponse): void {
  const { socket } = stream;
  // What was on its way into it comes too late, which is nobody's fault.
  stream.on('error', () => undefined);
  stream.end(`retry: ${randomInt(...backWithinMs)}\n\n`, () => socket?.end());
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
