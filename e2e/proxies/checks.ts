import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer, get, request } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import pg from 'pg';
import { newId, unknownDetails } from '../fixtures/api.ts';
import { browserOptions } from '../fixtures/browser.ts';
import { installationOwner } from '../fixtures/installation.ts';
import type { Server } from '../fixtures/server.ts';
import { Client } from './client.ts';

export interface Scene {
  /** Where people reach it, without a slash at the end. */
  readonly address: string;
  readonly httpPort: number;
  readonly base: string;
  readonly servers: Server[];
  /** Starts a server anew in its place. */
  restart(place: number): Promise<void>;
  readonly folder: string;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold: ${what}`);
}

const LIVE_MS = 500;
const text = Array.from({ length: 300 }, (_, index) => `woord${index + 100}`).join(' ');

interface Study {
  readonly projectId: string;
  readonly documentId: string;
  readonly roundId: string;
  readonly tagId: string;
}

export async function openStudy(client: Client): Promise<Study> {
  const [first] = await client.query<{ project: { id: string } }[]>('project.list', {});
  const projectId = first?.project.id ?? '';
  const { rounds, tags } = await client.query<{ rounds: { id: string }[]; tags: { id: string }[] }>(
    'project.get',
    {
      projectId,
    },
  );
  const documentId = newId();
  await client.mutate('document.add', {
    ...{ opId: newId(), projectId, id: documentId, source: { kind: 'pasted', text }, encoding: null },
    metadata: { ...unknownDetails, title: 'Through a proxy' },
  });
  return { projectId, documentId, roundId: rounds[0]?.id ?? '', tagId: tags[0]?.id ?? '' };
}

function coding({ projectId, documentId, roundId, tagId }: Study, number: number) {
  const quote = `woord${number}`;
  const start = text.indexOf(quote);
  const annotation = {
    id: newId(),
    tagId,
    start,
    end: start + quote.length,
    quote,
    memo: null,
    certainty: null,
  };
  return {
    ...{ opId: newId(), projectId, documentId, roundId },
    annotation: { ...annotation, madeAt: new Date().toISOString() },
  };
}

/** How long others wait to see what somebody codes, in milliseconds; and that nothing compresses the stream. */
export async function liveUpdates(client: Client, study: Study): Promise<string> {
  const input = JSON.stringify({ projectId: study.projectId, cursor: '' });
  let told = '';
  const stream = client.follow(`/trpc/live.project?${new URLSearchParams({ input })}`, (part) => {
    told += part;
  });
  while (told === '') await wait(5);
  check(stream.headers()['content-encoding'] === undefined, 'a stream of events is not compressed');
  const times: number[] = [];
  for (let number = 100; number < 120; number += 1) {
    const begun = performance.now();
    await client.mutate('annotation.create', coding(study, number));
    while (!told.includes(`"woord${number}"`)) await wait(1);
    times.push(performance.now() - begun);
  }
  stream.stop();
  const longest = Math.max(...times);
  check(longest <= LIVE_MS, `live updates within ${LIVE_MS} ms, and not ${Math.round(longest)}`);
  return `live updates ${Math.round(times.sort((a, b) => a - b)[10] ?? 0)} ms, ${Math.round(longest)} at most`;
}

export async function largeFile(client: Client, { projectId }: Study): Promise<string> {
  const intakeId = newId();
  await client.mutate('intake.open', { projectId, intakeId });
  const bytes = randomBytes(30_000_000);
  const begun = performance.now();
  const place = `/api/projects/${projectId}/intakes/${intakeId}/files/${newId()}`;
  const { status } = await client.ask('PUT', `${place}?path=large.pdf`, { body: bytes });
  const took = performance.now() - begun;
  check(status === 200, `a file of 30 MB is taken, and not answered with ${status}`);
  const back = await client.ask('GET', place);
  check(back.body.equals(bytes), 'a file comes back as it was sent');
  return `30 MB taken in ${(took / 1_000).toFixed(1)} s`;
}

/** What the database has noted of where somebody signed in. */
async function notedAddress({ dataDir }: Server): Promise<string> {
  const [port, password] = await Promise.all(
    ['database-port', 'database-password'].map((name) => readFile(path.join(dataDir, name), 'utf8')),
  );
  const database = new pg.Client({
    ...{ host: '127.0.0.1', port: Number(port), password: password?.trim() },
    ...{ user: 'koersvast', database: 'koersvast' },
  });
  await database.connect();
  const { rows } = await database.query('SELECT ip_address FROM session ORDER BY created_at DESC LIMIT 1');
  await database.end();
  return rows[0]?.ip_address;
}

const LIE = '203.0.113.66';

export async function headers(client: Client, scene: Scene): Promise<string> {
  const planted = { 'x-forwarded-for': LIE, 'x-request-id': 'planted-by-hand' };
  await client.mutate('session.signIn', { ...installationOwner }, planted);
  const [server] = scene.servers;
  if (!server) throw new Error('there is no server');
  check(
    (await notedAddress(server)) === '127.0.0.1',
    'what a browser says of its address counts for nothing',
  );
  const { headers: answered } = await client.ask('GET', '/healthz', { headers: planted });
  check(
    /^[\da-f-]{32,36}$/.test(String(answered['x-request-id'])),
    'a request has the id that the proxy gave it',
  );
  // Past the proxy, from elsewhere.
  const body = JSON.stringify(installationOwner);
  const status = await new Promise((resolve, reject) => {
    const { origin } = new URL(scene.address);
    const past = request(`${server.url}/trpc/session.signIn`, {
      ...{ method: 'POST', localAddress: '127.0.0.3' },
      headers: { ...planted, 'content-type': 'application/json', origin },
    });
    past.on('response', (answer) => {
      check(answer.headers['x-request-id'] !== 'planted-by-hand', 'nobody but the proxy names a request');
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    past.on('error', reject).end(body);
  });
  check(status === 200, 'the server is reached past the proxy in this proof');
  check((await notedAddress(server)) === '127.0.0.3', 'what says to be a proxy and is none is not believed');
  const [cookie = ''] = client.setCookies;
  const folder = scene.base === '/' ? '/' : scene.base.slice(0, -1);
  check(
    cookie.startsWith(scene.base === '/' ? '__Host-koersvast=' : '__Secure-koersvast=') &&
      new RegExp(`; Path=${folder}(;|$)`).test(cookie) &&
      /; Secure/.test(cookie),
    `the cookie is for the program alone: ${cookie.replace(/=[^;]*/, '')}`,
  );
  const page = await client.ask('GET', '/', { headers: { accept: 'text/html' } });
  const [, script = ''] = /src="([^"]*assets\/index-[^"]*\.js)"/.exec(page.body.toString()) ?? [];
  check(script.startsWith(`${scene.base}assets/`), 'the page names its scripts where they are');
  const packed = await client.ask('GET', script.slice(scene.base.length - 1), {
    headers: { 'accept-encoding': 'br' },
  });
  check(packed.status === 200 && packed.headers['content-encoding'] === 'br', 'a script comes compressed');
  check(client.session.alpnProtocol === 'h2', 'browsers speak HTTP/2');
  return 'HTTP/2, addresses, ids, cookie, compression';
}

/** Somebody who works in a browser, and never leaves the folder of the program. */
export async function inBrowser({ address, httpPort, base }: Scene, study: Study): Promise<string> {
  const browser = await chromium.launch({ ...browserOptions() });
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (answer.status() >= 400 || !pathname.startsWith(base)) faults.push(`${answer.status()} ${pathname}`);
    });
    const letter = `${address}/p/${study.projectId}/documents/${study.documentId}`;
    await page.goto(letter);
    await page.waitForURL(`${address}/sign-in**`);
    await page
      .locator('input[type=email], input[name=email], input[autocomplete=username]')
      .first()
      .fill(installationOwner.email);
    await page.locator('input[type=password]').first().fill(installationOwner.password);
    await page.locator('button[type=submit]').first().click();
    await page.waitForURL(`${letter}**`);
    await page.getByText('woord100').first().waitFor();
    await page.reload();
    await page.getByText('woord100').first().waitFor();
    await page.goto(`${address}/p/${study.projectId}/codebook`);
    const file = page.locator('a[download]').first();
    await file.waitFor();
    check(
      (await file.getAttribute('href'))?.startsWith(`${base}api/`) === true,
      'a download lies in the folder',
    );
    await page.goto(`${address}/p/${study.projectId}/documents`);
    await page.locator(`a[href^="${base}p/${study.projectId}/documents/"]`).first().waitFor();
    check(faults.length === 0, `nothing is missing: ${faults.join(', ')}`);
  } finally {
    await browser.close();
  }
  const location = await new Promise<string | undefined>((resolve, reject) => {
    get({ port: httpPort, path: base, headers: { host: 'localhost' } }, (answer) =>
      resolve(answer.resume().headers.location),
    ).on('error', reject);
  });
  check(location?.startsWith('https://localhost') === true, `http leads to https: ${location}`);
  return 'a browser: signing in, letter, reload, codebook, download, list; http leads to https';
}

/** Each server is told to end in turn while somebody codes and somebody follows: nobody is refused anything. */
export async function restarts(client: Client, study: Study, scene: Scene): Promise<string> {
  const input = JSON.stringify({ projectId: study.projectId, cursor: '' });
  let told = '';
  let connections = 0;
  let stopped = false;
  const following = (async () => {
    while (!stopped) {
      connections += 1;
      const stream = client.follow(`/trpc/live.project?${new URLSearchParams({ input })}`, (part) => {
        told += part;
        if (stopped) stream.stop();
      });
      await stream.ended;
      await wait(50);
    }
  })();
  let number = 150;
  let restarting = true;
  const faults: string[] = [];
  const coder = (async () => {
    while (restarting || number < 170) {
      const coded = number < 395 ? number++ : 395;
      const made = client.mutate('annotation.create', coding(study, coded));
      if (coded < 395) await made.catch((error: Error) => faults.push(error.message));
      else {
        await made.catch(() => undefined);
        if (!restarting) break;
      }
      await wait(40);
    }
  })();
  for (const place of [0, 1]) {
    await scene.servers[place]?.stop();
    await scene.restart(place);
    await wait(1_500);
  }
  restarting = false;
  await coder;
  check(faults.length === 0, `nothing is refused while servers are restarted: ${faults.join('; ')}`);
  const last = `"woord${Math.min(number, 395) - 1}"`;
  for (let time = 0; !told.includes(last); time += 1) {
    check(time < 200, `the stream goes on to the last word, ${last}`);
    await wait(50);
  }
  stopped = true;
  client.close();
  await following;
  return `two restarts under load: ${number - 150} codings, none refused; the stream came back ${connections - 1} times`;
}

/**
 * While servers are upgraded in turn only those of a page's version have what it is made of. The first gives its place to
 * one that has none of it, and is not started again.
 */
export async function partsOfAPage({ address, base, servers }: Scene): Promise<string> {
  const [first] = servers;
  if (!first) throw new Error('there is no server');
  const client = new Client(address);
  const page = await client.ask('GET', '/', { headers: { accept: 'text/html' } });
  const names = [...page.body.toString().matchAll(/(?:src|href)="([^"]*assets\/[^"]*)"/g)].map(
    ([, name = '']) => name.slice(base.length - 1),
  );
  await first.stop();
  let asked = 0;
  const other = createServer(({ url = '' }, answer) => {
    const isReady = /\/(healthz|readyz)$/.test(url);
    if (!isReady) asked += 1;
    answer.writeHead(isReady ? 200 : 404).end();
  }).listen(first.port, '127.0.0.1');
  await once(other, 'listening');
  try {
    const answers: number[] = [];
    // More often than a proxy leaves out a server that was away.
    for (const begun = performance.now(); performance.now() - begun < 8_000; await wait(100))
      for (const name of names) answers.push((await client.ask('GET', name)).status);
    check(
      asked > 0 && names.length > 0 && answers.every((status) => status === 200),
      `all parts of a page come, of which one server has none: ${[...new Set(answers)].join(', ')}`,
    );
    check((await client.ask('GET', '/assets/none.js')).status === 404, 'what no server has is missed');
    return `${answers.length} parts of a page, of which one server has none: all came (it was asked ${asked} times)`;
  } finally {
    client.close();
    other.close();
    other.closeAllConnections();
  }
}

/**
 * What gives its right to whoever has it stands in no log, neither a link nor a token behind the `?`: over http, over
 * https, when the proxy has no room for what it is sent, and when no server answers. All servers are stopped by it.
 */
export async function logs(
  { address, httpPort, base, servers, folder }: Scene,
  said: () => Promise<string>,
): Promise<string> {
  const client = new Client(address);
  const secrets: string[] = [];
  const secret = () => {
    secrets.push(randomBytes(32).toString('base64url'));
    return secrets.at(-1);
  };
  const places = ['join/', 'reset/', 'welcome/', 'mail/off/', '?token=kv_', 'sign-in?next=/join/'];
  const page = { headers: { accept: 'text/html' } };
  const askAll = () => Promise.all(places.map((place) => client.ask('GET', `/${place}${secret()}`, page)));
  try {
    for (const place of places)
      await new Promise((resolve, reject) => {
        const options = {
          port: httpPort,
          path: `${base}${place}${secret()}`,
          headers: { host: 'localhost' },
        };
        get(options, (answer) => answer.resume().on('end', resolve)).on('error', reject);
      });
    check(
      (await askAll()).every(({ status }) => status === 200),
      'each link opens a page',
    );
    // As on a full disk: nginx keeps what it is sent in this folder before it goes on.
    await rm(path.join(folder, 'client_body'), { recursive: true, force: true });
    const large = { ...page, body: randomBytes(200_000) };
    await Promise.all(
      places.map((place) => client.ask('POST', `/${place}${secret()}`, large).catch(() => undefined)),
    );
    for (const server of servers) await server.stop();
    check(
      (await askAll()).every(({ status }) => status >= 502),
      'no server answers',
    );
    await client.ask('GET', '/the-last-of-all');
  } finally {
    client.close();
  }
  for (let time = 0; !(await said()).includes('/the-last-of-all'); time += 1) {
    check(time < 100, 'what is asked is logged');
    await wait(50);
  }
  const logged = await said();
  for (const place of ['join/', 'mail/off/']) check(logged.includes(base + place), `${place} is logged`);
  const found = secrets.filter((each) => logged.includes(each)).length;
  check(found === 0, `no secret is logged, and not ${found} of ${secrets.length}`);
  return `${secrets.length} secrets in addresses, none in a log`;
}
