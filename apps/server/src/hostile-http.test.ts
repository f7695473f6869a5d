import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { attacks } from '@koersvast/search/testing/attacks';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { httpRoutes } from './http/routes.ts';
import { type Browser, origin } from './testing/browser.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { join, openStudy } from './testing/study.ts';

// What no browser sends, and everybody else can: written by hand, byte for byte.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let installation: Installation;
let browser: Browser;
let webRoot: string;
let projectId: string;
beforeAll(async () => {
  webRoot = await mkdtemp(path.join(tmpdir(), 'koersvast-web-'));
  await mkdir(path.join(webRoot, 'assets'));
  await writeFile(path.join(webRoot, 'index.html'), '<!doctype html><title>the page</title>');
  installation = await openInstallation({ webRoot });
  browser = await installation.owner();
  projectId = (await browser.query('project.list', {}))[0]?.project.id ?? '';
});
afterAll(async () => {
  await installation.close();
  await rm(webRoot, { recursive: true, force: true });
});

type Headers = Readonly<Record<string, string>>;
const otherSites: readonly Headers[] = [
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
];

interface Raw {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends a request as it is written here, and reads all that comes back. */
async function raw(
  method: string,
  target: string,
  { headers = {}, body = '' }: { headers?: Headers; body?: string } = {},
): Promise<Raw> {
  const { hostname, port } = new URL(installation.url);
  const chunks: Buffer[] = [];
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).setTimeout(60_000, () => socket.destroy());
  await once(socket, 'connect');
  const all = { host: 'koersvast.test', connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const length = body === '' ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  socket.write([`${method} ${target} HTTP/1.1`, ...lines, ...length, '', body].join('\r\n'));
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    // A stream of events that has ended leaves its connection to whoever would ask again.
    if (chunk.toString('latin1').endsWith('\r\n0\r\n\r\n')) socket.destroy();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  const text = Buffer.concat(chunks).toString('latin1');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: rest.join('\r\n\r\n') };
}

/** One address, as it can be typed. */
const typed = (address: string): string[] => {
  const [, first = '', ...rest] = address.split('/');
  const encoded = `%${first.charCodeAt(0).toString(16)}${first.slice(1)}`;
  const others = [
    encoded,
    encoded.toUpperCase().replace(/^%(..)/, (_, hex: string) => `%${hex.toLowerCase()}`),
    [...first].map((each) => `%${each.charCodeAt(0).toString(16)}`).join(''),
    first.toUpperCase(),
    `/${first}`,
    `./${first}`,
    `x/../${first}`,
    `${first}/.`,
    `${first};x`,
    `${first}%00`,
    `${first}%2f`,
  ];
  const there = `/${[first, ...rest].join('/')}`;
  return [
    there,
    ...others.map((other) => `/${[other, ...rest].join('/')}`),
    `${there}/`,
    `${there}.`,
    `${there}?`,
    `http://koersvast.test${there}`,
    `HTTP://evil.example${there}`,
    `https://user@evil.example:1${there}`,
  ];
};

describe('what an address leads to is decided by the route, however it is typed', () => {
  const addresses = () => [
    ...typed(`/api/projects/${projectId}/annotations.csv`),
    ...typed('/trpc/session.current'),
  ];

  test('what is read from another site is refused, or is only the page, or nothing', async () => {
    for (const address of addresses()) {
      const question = address.includes('session')
        ? `${address}${address.endsWith('?') ? '' : '?'}input={}`
        : address;
      const cookie = browser.cookie;
      for (const from of otherSites) {
        const { status, body } = await raw('GET', question, { headers: { cookie, ...from } });
        const harmless = status === 403 || status === 404 || status === 400 || body.includes('the page');
        expect([address, status, harmless]).toEqual([address, status, true]);
      }
      const own = await raw('GET', question, { headers: { cookie, origin } });
      const isData = own.status === 200 && !own.body.includes('the page');
      if (isData)
        expect([address, own.head]).toEqual([address, expect.stringMatching(/cache-control: no-store/)]);
      if (isData) expect(own.head).not.toMatch(/cache-control:[^\r]*(public|max-age)/);
    }
  });

  test('what changes something from another site never does', async () => {
    for (const address of typed('/trpc/session.signOut')) {
      const headers = {
        cookie: browser.cookie,
        'content-type': 'application/json',
        origin: 'https://evil.example',
      };
      const { status } = await raw('POST', address, { headers, body: '{"everywhere":true}' });
      expect([address, status]).toEqual([
        address,
        expect.toSatisfy((code: number) => code >= 400 && code < 500),
      ]);
    }
    expect((await browser.query('session.current', {})).person).not.toBeNull();
  });

  test('a page of ours may type them so too', async () => {
    const headers = { cookie: browser.cookie, origin };
    const { status, head } = await raw('GET', '/%74rpc/session.current?input={}', { headers });
    expect([status, head]).toEqual([200, expect.stringMatching(/cache-control: no-store/)]);
  });

  test('none of it stands in the log', async () => {
    await raw('GET', `/%61pi/projects/${projectId}/annotations.csv?token=kv_secret_in_an_address`);
    await raw('GET', '/%E0%A4%A/kv_secret_in_an_address');
    expect(installation.log()).not.toContain('kv_secret_in_an_address');
  });
});

describe('what cannot be right is a 4xx, and says nothing of the server', () => {
  const methods = [
    'TRACE',
    'OPTIONS',
    'PUT',
    'PATCH',
    'DELETE',
    'HEAD',
    'GET',
    'POST',
    'QUERY',
    'PROPFIND',
    'XYZ',
  ];
  const targets = () => [
    '/trpc/session.current',
    '/trpc/session.current,session.current?batch=1',
    '/trpc/',
    '/trpc',
    '/trpc/__proto__',
    '/trpc/session.__proto__?input={}',
    '/trpc/constructor.constructor?input={}',
    `/trpc/${'session.current,'.repeat(200)}?batch=1`,
    `/trpc/${'x'.repeat(5_001)}`,
    ...httpRoutes.map((route) => route.path.replaceAll(/:\w+/g, projectId)),
    `/api/projects/${projectId}/annotations.csv`,
    '*',
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '/assets/..%5c..%5cindex.html',
    '/%00',
    '/assets/%00.js',
    '/%',
    '/%zz',
    '/%E0%A4%A',
    '/api/projects/%E0%A4%A/annotations.csv',
    '/trpc/%E0%A4%A',
    '//',
    '//[',
    '///evil.example',
    'http://[/trpc/session.current',
    'http://',
    '/\ufffd',
    `/${'x'.repeat(10_000)}`,
    `/?${'x'.repeat(20_000)}`,
    '/trpc/session.current?input=%E0%A4',
    '/trpc/session.current?input=%00',
    '/trpc/session.current?input={',
    '/trpc/session.current?input=1&input=2',
    '/trpc/session.current?batch=1&input=[]',
    '/trpc/session.current?batch=1&input={"0":{},"__proto__":{}}',
    '/trpc/live.project?input={}',
    ...[
      'token=%00',
      'token=%ED%A0%BD',
      'token=kv_%00',
      'token=a&token=b',
      'preset=__proto__',
      'layer[]=all',
      'layer=%E0%A4%A',
    ].map((query) => `/api/projects/${projectId}/annotations.csv?${query}`),
  ];

  test.each(methods)('%s', async (method) => {
    for (const target of targets()) {
      for (const headers of [
        {},
        { origin, cookie: browser.cookie, 'content-type': 'application/json' },
      ] as Headers[]) {
        const body = method === 'POST' || method === 'PUT' ? '{"a":' : '';
        const { status, body: text } = await raw(method, target, { headers, body });
        const what = [method, target.slice(0, 80), status];
        expect(what).toEqual([method, target.slice(0, 80), expect.toSatisfy((code: number) => code < 500)]);
        expect([...what, text]).not.toEqual([
          ...what,
          expect.stringMatching(/node_modules|\/src\/|stack|FST_ERR/),
        ]);
      }
    }
  });

  test.each<[string, Record<string, string>]>([
    ['a host that is none', { host: 'a b' }],
    ['no host', { host: '' }],
    ['a host with a NUL', { host: 'a%00' }],
    ['a cookie that is none', { cookie: 'koersvast=%E0%A4%A' }],
    ['a cookie of lone surrogates', { cookie: 'koersvast=\ud83d' }],
    ['a long cookie', { cookie: `koersvast=${'x'.repeat(7_000)}` }],
    ['a cookie with a prototype', { cookie: '__proto__=x; koersvast=x' }],
    ['a forwarded address', { 'x-forwarded-for': '\u0000' }],
    ['a token', { authorization: 'Bearer %00' }],
    ['another person', { 'koersvast-person': '__proto__' }],
    ['an encoding', { 'accept-encoding': 'x;q=NaN' }],
    ['a range', { range: 'bytes=9999999999999999999-' }],
    ['a length that is none', { 'content-length': 'x' }],
    ['headers without end', { x: 'x'.repeat(70_000) }],
  ])('%s', async (_, headers) => {
    for (const target of [
      '/',
      '/trpc/session.current?input={}',
      `/api/projects/${projectId}/annotations.csv`,
    ]) {
      const answer = await raw('GET', target, { headers: { ...headers } });
      expect([target, answer.status]).toEqual([target, expect.toSatisfy((code: number) => code < 500)]);
    }
  });

  test('an address that cannot be read has the headers of every other', async () => {
    const { status, head, body } = await raw('GET', 'http://[/trpc/session.current');
    expect([status, JSON.parse(body).error.message]).toEqual([400, expect.stringMatching(/^[A-Z].*\.$/)]);
    for (const name of [
      'x-content-type-options: nosniff',
      "content-security-policy: default-src 'none'",
      'no-store',
    ])
      expect(head).toContain(name);
  });
});

test('patterns that hang others are answered, or refused in words, and somebody else is answered before them', async () => {
  const pumped = attacks.map(
    ({ before = '', pump, after = '' }) => `${before}${pump.repeat(2_000 / pump.length)}${after}`,
  );
  const { projectId: attacked } = await openStudy(browser, { text: pumped.join('\n\n'), name: 'Attacked' });
  const quiet = await openStudy(browser, { text: 'Over sancties.', name: 'Quiet' });
  const other = installation.browser();
  await join(browser, other, quiet.projectId, { name: 'Piet' });
  const ended: string[] = [];
  const waiting = attacks.map(({ pattern }) => `/${pattern.replaceAll('/', '\\/')}/`);
  const lane = async () => {
    for (let query = waiting.pop(); query !== undefined; query = waiting.pop()) {
      const said = browser.query('search.find', { projectId: attacked, query }).then(
        ({ state }) => state,
        ({ message }: Error) => (message.includes('query_too_hard') ? 'too hard' : message),
      );
      ended.push(await said);
    }
  };
  const all = Promise.all([lane(), lane(), lane(), lane()]);
  const found = await other.query('search.find', { projectId: quiet.projectId, query: 'sancties' });
  expect(found).toMatchObject({ state: 'ready', total: { hits: 1 } });
  expect(ended.length).toBeLessThan(attacks.length);
  await all;
  expect(ended).toHaveLength(attacks.length);
  expect(ended.filter((each) => each !== 'ready' && each !== 'too hard')).toEqual([]);
});
