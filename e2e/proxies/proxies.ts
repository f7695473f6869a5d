import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const shipped = path.join(import.meta.dirname, '../../apps/server/deploy');

export interface Places {
  /** Of the proof alone: configuration, logs, certificate. */
  readonly folder: string;
  readonly port: number;
  readonly httpPort: number;
  /** `/`, or `/koersvast/`. */
  readonly base: string;
  /** Host and port of each server. */
  readonly servers: readonly string[];
}

export interface ReverseProxy {
  readonly name: string;
  /** Why it is left out; null where it is there. */
  missing(): string | null;
  /** Its configuration, as it ships but for names, ports and certificate. */
  configure(places: Places): Promise<string[]>;
}

/** Each must stand in what ships, or the proof would play something else. */
function replaced(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`what ships has no ${from}`);
    return whole.replaceAll(from, to);
  }, text);
}

function missingProgram(program: string, asked: string): string | null {
  return spawnSync(program, [asked]).error ? `${program} is not installed` : null;
}

const nginx: ReverseProxy = {
  name: 'nginx',
  missing: () => missingProgram('nginx', '-v'),
  configure: async ({ folder, port, httpPort, base, servers }) => {
    const text = await readFile(path.join(shipped, 'nginx.conf'), 'utf8');
    const root = 'location / {\n        proxy_pass http://koersvast;\n    }';
    const changes = [
      ['app-1:4000', servers[0]],
      ['app-2:4000', servers[1]],
      ['listen 80;', `listen 127.0.0.1:${httpPort};`],
      ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
      ['server_name koersvast.example.org', 'server_name localhost'],
      ['return 301 https://$host$request_uri', `return 301 https://$host:${port}$request_uri`],
      ['/etc/ssl/koersvast.pem', `${folder}/koersvast.pem`],
      ['/etc/ssl/koersvast.key', `${folder}/koersvast.key`],
      ['/var/log/nginx/koersvast.log', `${folder}/access.log`],
      ['/var/log/nginx/koersvast-error.log', `${folder}/error.log`],
      ...(base === '/'
        ? []
        : [
            [root, ''],
            ['# location = /koersvast', 'location = /koersvast'],
            ['# location /koersvast/', 'location /koersvast/'],
          ]),
    ] as [string, string][];
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (each) => `${each}_temp_path ${folder}/${each};`,
    );
    const whole = [
      `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log ${folder}/error.log;`,
      process.getuid?.() === 0 ? 'user root;' : '',
      `events {} http { include /etc/nginx/mime.types; ${temporary.join(' ')}`,
      replaced(text, changes),
      '}',
    ];
    await writeFile(`${folder}/nginx.conf`, whole.join('\n'));
    return ['nginx', '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`];
  },
};

const caddy: ReverseProxy = {
  name: 'Caddy',
  missing: () => missingProgram('caddy', 'version'),
  configure: async ({ folder, port, httpPort, base, servers }) => {
    const text = await readFile(path.join(shipped, 'Caddyfile'), 'utf8');
    const site = replaced(text, [
      ['\n{\n\tlog {', `\n{\n\tadmin off\n\thttp_port ${httpPort}\n\tlog {`],
      ['app-1:4000 app-2:4000', servers.join(' ')],
      ['app-2:4000 app-1:4000', servers.toReversed().join(' ')],
      [
        'koersvast.example.org {',
        `https://localhost:${port} {\n\ttls ${folder}/koersvast.pem ${folder}/koersvast.key`,
      ],
      ['\tlog {\n\t\tformat', `\tlog {\n\t\toutput file ${folder}/access.log\n\t\tformat`],
    ]);
    const below =
      base === '/'
        ? site
        : replaced(site, [
            ['\t@parts', '\tredir /koersvast /koersvast/\n\thandle /koersvast/* {\n\t@parts'],
          ]).replace(/(\n\t\theader_up X-Request-Id \{http\.request\.uuid\}\n\t\})\n/, '$1\n\t}\n');
    await writeFile(`${folder}/Caddyfile`, below);
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', `${folder}/Caddyfile`];
  },
};

export const proxies: readonly ReverseProxy[] = [nginx, caddy];

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return open;
}

export interface Running {
  readonly process: ChildProcess;
  /** All that it has said, in its logs and otherwise. */
  said(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it in front of these servers, with a certificate that it makes for itself. */
export async function startProxy(proxy: ReverseProxy, places: Places): Promise<Running> {
  const { folder, port } = places;
  await mkdir(folder, { recursive: true });
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', `${folder}/koersvast.key`, '-out', `${folder}/koersvast.pem`],
  ]);
  if (made.status !== 0) throw new Error(`no certificate could be made: ${made.stderr}`);
  const [program = '', ...words] = await proxy.configure(places);
  const child = spawn(program, words, {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (said += part));
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`${proxy.name} ended: ${said}`);
    await wait(50);
  }
  return {
    process: child,
    said: async () => {
      const logs = ['access.log', 'error.log'].map((name) => readFile(`${folder}/${name}`, 'utf8'));
      return [said, ...(await Promise.all(logs.map((log) => log.catch(() => ''))))].join('\n');
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
