import { createServer, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface FaultProxy {
  readonly url: string;
  /** How many faults there really were. */
  readonly counts: { lostAnswers: number; doubledRequests: number };
  close(): Promise<void>;
}

interface Heard {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * Passes each request on to the servers in turn. By `random` (from 0 to 1), one answer in ten is lost after the
 * server has given it, and one request in ten is sent to two servers at once.
 */
export async function openFaultProxy(servers: readonly string[], random: () => number): Promise<FaultProxy> {
  const counts = { lostAnswers: 0, doubledRequests: 0 };
  let turn = 0;
  const proxy = createServer(async (incoming, outgoing) => {
    try {
      const body = await buffer(incoming);
      const pass = () => ask(servers[turn++ % servers.length] ?? '', incoming, body);
      const doubled = random() < 0.1;
      if (doubled) counts.doubledRequests += 1;
      const [heard] = await Promise.all(doubled ? [pass(), pass()] : [pass()]);
      if (!heard || random() < 0.1) {
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
