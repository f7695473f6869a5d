import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openEmbedded } from '@koersvast/db';
import { choosePort } from '../src/address.ts';

const HOST = '127.0.0.1';
const root = path.join(import.meta.dirname, '../../..');
const dataDir = path.join(root, '.dev');

// Held here, so that it stays up while the server is started again and again.
const database = await openEmbedded({ dataDir });
const webPort = await choosePort({ port: { number: 4000, byHand: false }, host: HOST });
const serverPort = await choosePort({ port: { number: webPort + 1, byHand: false }, host: HOST });
const web = `http://${HOST}:${webPort}`;
const server = `http://${HOST}:${serverPort}`;

const children = [
  run('server', ['--watch', '--watch-preserve-output', path.join(root, 'apps/server/src/main.ts')], {
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    HOST,
    PORT: String(serverPort),
  }),
  run('web', [path.join(root, 'node_modules/vite/bin/vite.js'), path.join(root, 'apps/web')], {
    KOERSVAST_SERVER: server,
    KOERSVAST_WEB_PORT: String(webPort),
  }),
];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end());
for (const child of children) child.once('exit', () => end());

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
  await database.close();
  process.exit();
}

function run(name: string, args: string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: path.join(root, 'apps', name),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    // The page and its live reload are at Vite's address, whatever the server says about its own.
    createInterface({ input: stream }).on('line', (line) => {
      process.stdout.write(`[${name}] ${line.replaceAll(server, web)}\n`);
    });
  }
  return child;
}
