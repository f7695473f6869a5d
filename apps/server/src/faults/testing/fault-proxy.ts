import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Random } from '@koersvast/core/round';

/** When nobody else comes by. */
const LONGEST_WAIT_MS = 200;

export interface FaultProxy {
  readonly url: string;
  /** How many faults there really were. */
  readonly counts: { lostAnswers: number; doubledRequests: number; overtaken: number };
  close(): Promise<void>;
}

interface Heard {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** True once in every ten times, at a place that `random` chooses: so often for certain, however few times it is asked. */
function onceInTen(random: Random): () => boolean {
  let at = 0;
  let chosen = random.below(10);
  return () => {
    if (at === 10) {
      at = 0;
      chosen = random.below(10);
    }
    at += 1;
    return at - 1 === chosen;
  };
}

/**
 * Passes each request on to the servers in turn. By `random`, one answer in ten is lost after the server has given it, one
 * request in ten is sent to two servers at once, and one in ten waits until another has passed it. What only reads
 * is passed on as it comes.
 */
export async function openFaultProxy(servers: readonly string[], random: Random): Promise<FaultProxy> {
  const counts = { lostAnswers: 0, doubledRequests: 0, overtaken: 0 };
  const [isOvertaken, isDoubled, isLost] = [onceInTen(random), onceInTen(random), onceInTen(random)];
  let letGo = () => {};
  let turn = 0;
  const next = () => servers[turn++ % servers.length] ?? '';
  const proxy = createServer(async (incoming, outgoing) => {
    if (incoming.method === 'GET') return passOn(next(), incoming, outgoing);
    try {
      const body = await buffer(incoming);
      letGo();
      if (isOvertaken()) {
        counts.overtaken += 1;
        await new Promise<void>((resolve) => {
          letGo = resolve;
          setTimeout(resolve, LONGEST_WAIT_MS);
        });
      }
      const pass = () => ask(next(), incoming, body);
      const doubled = isDoubled();
      if (doubled) counts.doubledRequests += 1;
      const [heard] = await Promise.all(doubled ? [pass(), pass()] : [pass()]);
      if (!heard || isLost()) {
        counts.lostAnswers += 1;
        outgoing.destroy();
      } else outgoing.writeHead(heard.status, heard.headers).end(heard.body);
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

/** Streams go on until one of both ends is gone. */
function passOn(server: string, { method, url, headers }: IncomingMessage, outgoing: ServerResponse): void {
  const asked = request(server + url, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, outgoing, () => {});
  });
  asked.once('error', () => outgoing.destroy());
  outgoing.once('close', () => asked.destroy());
  asked.end();
}

function ask(server: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request(server + url, { method, headers }, (answer) => {
      const { statusCode: status = 502, headers: heard } = answer;
      buffer(answer).then((read) => resolve({ status, headers: heard, body: read }), reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
