import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { StartRefusal } from '@koersvast/db';
import type { Settings } from './settings.ts';

const TRIES = 50;

/** The port to listen on: the one set by hand or none, otherwise the first free one. */
export async function choosePort({ port, host }: Pick<Settings, 'port' | 'host'>): Promise<number> {
  const last = port.byHand ? port.number : port.number + TRIES;
  for (let candidate = port.number; candidate <= last; candidate += 1) {
    const fault = await tryToListen(candidate, host);
    if (fault === null) return candidate;
    if (fault !== 'EADDRINUSE') {
      throw new StartRefusal(`Koersvast cannot listen on ${host}, port ${candidate} (${fault}).`);
    }
  }
  throw new StartRefusal(
    port.byHand
      ? `Port ${port.number} is taken by another program: set PORT to another one, or leave it out.`
      : `The ports ${port.number} to ${last} are all taken: set PORT to a free one.`,
  );
}

function tryToListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

export interface Addresses {
  /** What is printed and stands in links: the address of the program, without a slash at its end. */
  main: string;
  /** What colleagues on the same network can use. */
  network: string[];
  /** Every origin that a browser may rightly name. */
  origins: string[];
}

export function listAddresses(
  { publicUrl, host }: Pick<Settings, 'publicUrl' | 'host'>,
  port: number,
  interfaces = networkInterfaces(),
): Addresses {
  const at = (name: string) =>
    `http://${name.includes(':') ? `[${name}]` : name}${port === 80 ? '' : `:${port}`}`;
  const everywhere = host === '0.0.0.0' || host === '::';
  const network = everywhere
    ? Object.values(interfaces)
        .flatMap((each) => each ?? [])
        .filter(({ internal, family }) => !internal && family === 'IPv4')
        .map(({ address }) => at(address))
    : [];
  if (publicUrl) return { main: publicUrl, network: [], origins: [new URL(publicUrl).origin] };
  const local = everywhere || host === '127.0.0.1' || host === '::1' || host === 'localhost';
  const main = at(everywhere ? '127.0.0.1' : host);
  const origins = [main, ...(local ? [at('localhost'), at('127.0.0.1')] : []), ...network];
  return { main, network, origins: [...new Set(origins)] };
}
