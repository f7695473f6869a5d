import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installationOwner } from '../fixtures/installation.ts';
import { type Server, startServer } from '../fixtures/server.ts';
import {
  headers,
  inBrowser,
  largeFile,
  liveUpdates,
  logs,
  openStudy,
  partsOfAPage,
  restarts,
  type Scene,
} from './checks.ts';
import { Client } from './client.ts';
import { freePort, proxies, type ReverseProxy, startProxy } from './proxies.ts';

// The configurations that ship, in real proxies before two real servers: at the root of a host, and below a folder.

const say = (line: string) => process.stdout.write(`${line}\n`);
const signals = process.argv.slice(2);

async function prove(proxy: ReverseProxy, base: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-proxy-'));
  const dataDir = path.join(folder, 'data');
  const [port, httpPort, ...ports] = await Promise.all(Array.from({ length: 4 }, freePort));
  const address = `https://localhost:${port}${base.slice(0, -1)}`;
  const settings = {
    ...{ PUBLIC_URL: address, TRUST_PROXY: '127.0.0.1', DRAIN_SECONDS: '3' },
    ...{ FIRST_OWNER_EMAIL: installationOwner.email, FIRST_OWNER_PASSWORD: installationOwner.password },
  };
  const servers: Server[] = [];
  const restart = async (place: number) => {
    const started = await startServer(settings, { dataDir, port: ports[place] ?? 0 }, /is running/);
    servers[place] = started;
  };
  for (const place of ports.keys()) await restart(place);
  const scene: Scene = { address, httpPort: httpPort ?? 0, base, servers, restart, folder };
  const running = await startProxy(proxy, {
    ...{ folder, port: port ?? 0, httpPort: httpPort ?? 0, base },
    servers: ports.map((each) => `127.0.0.1:${each}`),
  });
  const client = new Client(address);
  try {
    const where = `${proxy.name} at ${base}`;
    say(`${where}: ${await headers(client, scene)}`);
    const study = await openStudy(client);
    say(`${where}: ${await liveUpdates(client, study)}`);
    say(`${where}: ${await largeFile(client, study)}`);
    say(`${where}: ${await inBrowser(scene, study)}`);
    say(`${where}: ${await restarts(client, study, scene)}`);
    say(`${where}: ${await partsOfAPage(scene)}`);
    say(`${where}: ${await logs(scene, running.said)}`);
  } finally {
    client.close();
    await running.stop();
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

let failed = 0;
for (const proxy of proxies.filter(
  ({ name }) => signals.length === 0 || signals.includes(name.toLowerCase()),
)) {
  const missing = proxy.missing();
  if (missing !== null) {
    say(`Left out: ${proxy.name}, because ${missing}.`);
    continue;
  }
  for (const base of ['/', '/koersvast/'])
    await prove(proxy, base).catch((error: Error) => {
      failed += 1;
      say(`${proxy.name} at ${base}: ${error.stack}`);
    });
}
process.exitCode = failed > 0 ? 1 : 0;
