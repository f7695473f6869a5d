import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Trusted, trustsPeer } from './proxies.ts';

/** What a proxy may name a request: no more than an id, so that nobody writes into the log by it. */
const ID = /^[\w.:-]{8,64}$/;

/** The id of a request in the log, and in its answer: what the proxy calls it, where there is one; else our own. */
export function requestIds(trusted: Trusted): (request: IncomingMessage) => string {
  const trusts = trustsPeer(trusted);
  return ({ headers, socket }) => {
    const given = headers['x-request-id'];
    const taken = typeof given === 'string' && ID.test(given) && trusts(socket.remoteAddress ?? '');
    return taken ? given : randomUUIDv7();
  };
}
