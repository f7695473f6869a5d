import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { settlesWithin } from '@koersvast/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { httpRoutes } from './http/routes.ts';
import { type Browser, origin, refusalOf } from './testing/browser.ts';
import { type Installation, openInstallation, owner } from './testing/installation.ts';
import { join } from './testing/study.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let installation: Installation;
let browser: Browser;
let projectId: string;
let webRoot: string;
/** Of the link by which the owner gets no more digests; whose that is is known once there is one. */
const stopToken = 'a'.repeat(64);
let ownerId: string | null = null;
const routes: string[] = [];
beforeAll(async () => {
  webRoot = await mkdtemp(path.join(tmpdir(), 'koersvast-web-'));
  await mkdir(path.join(webRoot, 'assets'));
  await writeFile(path.join(webRoot, 'index.html'), '<!doctype html><title>the page</title>');
  await writeFile(
    path.join(webRoot, 'assets', 'main-abc123.js'),
    `export const words = '${'x'.repeat(5000)}';`,
  );
  await writeFile(path.join(webRoot, 'assets', 'built-abc123.js'), 'export const from = "the source";');
  await writeFile(
    path.join(webRoot, 'assets', 'built-abc123.js.br'),
    brotliCompressSync('// as it was built'),
  );
  installation = await openInstallation({
    webRoot,
    onRoute: ({ method, url }) => routes.push(...[method].flat().map((each) => `${each} ${url}`)),
    post: {
      from: 'koersvast@example.org',
      wake: () => undefined,
      personOfStopLink: (token) => (token === stopToken ? ownerId : null),
    },
  });
  browser = await installation.owner();
  ownerId = (await browser.query('session.current', {})).person?.id ?? null;
  const [listed] = await browser.query('project.list', {});
  projectId = listed?.project.id ?? '';
});
afterAll(async () => {
  await installation.close();
  await rm(webRoot, { recursive: true, force: true });
});

describe('a session over HTTP', () => {
  test('is a cookie that no script reads; no answer holds its token', async () => {
    const fresh = installation.browser();
    const answer = await fresh.post('/trpc/session.signIn', { email: owner.email, password: owner.password });
    expect(answer.status).toBe(200);
    const [cookie = ''] = fresh.setCookies;
    expect(cookie).toMatch(/^koersvast=[^;]+;.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const token = decodeURIComponent(fresh.cookies.get('koersvast') ?? '').split('.')[0] ?? 'none';
    for (const text of [answer.text, (await fresh.ask('/trpc/session.current?input={}')).text]) {
      expect(text).not.toContain(token);
    }
    expect(installation.log()).not.toContain(token);
    expect((await fresh.query('session.current', {})).person?.email).toBe(owner.email);
    const out = await fresh.post('/trpc/session.signOut', { everywhere: false });
    expect(out.headers.get('clear-site-data')).toBe('"cache"');
    expect((await fresh.query('session.current', {})).person).toBeNull();
  });

  test('is not used for what was meant as somebody else', async () => {
    const { person } = await browser.query('session.current', {});
    const listAs = async (named: string) => {
      const headers = { cookie: browser.cookie, origin, 'koersvast-person': named };
      return (await browser.fetch('/trpc/project.list?input={}', { headers })).status;
    };
    expect(await listAs(person?.id ?? '')).toBe(200);
    expect(await listAs('01900000-0000-7000-8000-000000000001')).toBe(401);
  });

  test('is of the address that connects, whatever a request says of those before it', async () => {
    const { email, password } = owner;
    const planted = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-koersvast-address', 'cf-connecting-ip'];
    const headers = Object.fromEntries(planted.map((name) => [name, '203.0.113.66']));
    const answer = await installation.browser().ask('/trpc/session.signIn', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', origin },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
    const { rows } = await installation.db.pool.query(
      'SELECT ip_address FROM session ORDER BY created_at DESC LIMIT 1',
    );
    expect(rows).toEqual([{ ip_address: '127.0.0.1' }]);
  });

  test('mounts nothing of the library that keeps it', async () => {
    for (const address of ['/api/auth/sign-in/email', '/api/auth/get-session', '/api/auth/sign-up/email']) {
      expect((await browser.ask(address)).status).toBe(404);
      expect((await browser.post(address, {})).status).toBe(404);
    }
  });
});

describe('what comes from another site', () => {
  const forms = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ];
  const others = [
    undefined,
    'null',
    'https://evil.example',
    `${origin}.evil.example`,
    'http://sibling.koersvast.test',
    'http://127.0.0.1',
  ];

  test.each(forms.flatMap((form) => others.map((from) => [form, from] as const)))(
    'as %s from %s changes nothing',
    async (form, from) => {
      const headers: Record<string, string> = { cookie: browser.cookie };
      if (form !== '') headers['content-type'] = form;
      if (from !== undefined) headers.origin = from;
      const body = form.startsWith('multipart') ? '--x--\r\n' : '{}';
      const answer = await browser.ask('/trpc/session.signOut', {
        method: 'POST',
        headers,
        body: form === '' ? new TextEncoder().encode(body) : body,
      });
      expect(answer.status).toBe(403);
      expect(refusalOf(answer).code).toBe('not_allowed');
      expect((await browser.query('session.current', {})).person).not.toBeNull();
    },
  );

  test.each(['cross-site', 'same-site', 'none'])('is told by Sec-Fetch-Site: %s', async (site) => {
    const input = { everywhere: false };
    expect((await browser.post('/trpc/session.signOut', input, { 'sec-fetch-site': site })).status).toBe(403);
  });

  test('is not read either', async () => {
    const address = `/api/projects/${projectId}/annotations.csv`;
    expect((await browser.ask(address, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect(
      (await browser.ask('/trpc/project.list?input={}', { headers: { origin: 'https://evil.example' } }))
        .status,
    ).toBe(403);
    expect((await browser.ask(address, { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200);
  });

  test('the forms that ours does not use are refused from ours too', async () => {
    for (const form of forms.slice(1)) {
      const headers = form === '' ? { origin } : { origin, 'content-type': form };
      const answer = await browser.ask('/trpc/session.signOut', {
        method: 'POST',
        headers,
        body: new Uint8Array([45]),
      });
      expect([form, answer.status >= 400 && answer.status < 500]).toEqual([form, true]);
    }
    expect((await browser.query('session.current', {})).person).not.toBeNull();
  });
});

describe('what is wrong', () => {
  test('a body of 30 MB gets one sentence', async () => {
    const body = `{"text":"${'x'.repeat(30 * 1024 * 1024)}"}`;
    const status = await new Promise<number>((resolve, reject) => {
      const url = new URL('/trpc/document.add', installation.url);
      const headers = {
        origin,
        'content-type': 'application/json',
        'content-length': body.length,
        cookie: browser.cookie,
      };
      const request = httpRequest(url, { method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          expect(JSON.parse(text).error).toMatchObject({
            message: 'What was sent is larger than 10 MB.',
            data: { refusal: { code: 'too_large' } },
          });
          resolve(response.statusCode ?? 0);
        });
      });
      request.on('error', reject);
      request.write(body.slice(0, 65_536));
    });
    expect(status).toBe(413);
  });

  test.each([
    ['no JSON', '{"email":'],
    ['a list', '[]'],
    ['an operator', '{"email":{"not":""},"password":"x"}'],
    ['an extra field', '{"email":"a@example.org","password":"x","role":"owner"}'],
    ['a prototype', '{"email":"a@example.org","password":"x","__proto__":{"polluted":true}}'],
  ])('%s gets one sentence and no stack', async (_name, body) => {
    const answer = await browser.ask('/trpc/session.signIn', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    const { code, message } = refusalOf(answer);
    expect(code).toBe('input_not_valid');
    expect(message).toMatch(/^[A-Z][^\n]{5,80}\.$/);
    expect(answer.text).not.toMatch(/stack|node_modules|\/src\/|zod|prisma|select /i);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('more than ten calls in one request are refused', async () => {
    const calls = Array.from({ length: 11 }, () => 'session.current').join(',');
    const answer = await browser.ask(`/trpc/${calls}?batch=1&input={}`);
    expect(answer.status).toBe(400);
  });

  test.each([
    '/api',
    '/api/projects',
    '/api/projects/x/annotations.csv',
    '/api/%E0%A4%A',
    '/assets/none.js',
    '/assets/%E0',
  ])('%s is nowhere, and says so', async (address) => {
    const answer = await browser.ask(address, { headers: { accept: '*/*' } });
    expect(answer.status).toBe(404);
    expect(answer.json).toEqual({
      error: { code: 'not_found', details: {}, message: 'There is nothing at this address.' },
    });
  });
});

describe('headers', () => {
  test('let no script in, no frame around, and nothing be guessed', async () => {
    const { headers } = await browser.ask('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/style-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('over https bind the browser to it', async () => {
    const secure = await openInstallation({
      webRoot,
      addresses: { main: 'https://koersvast.test', origins: ['https://koersvast.test'] },
    });
    try {
      const there = secure.browser();
      const headers = { origin: 'https://koersvast.test', 'content-type': 'application/json' };
      const body = JSON.stringify({ email: owner.email, password: owner.password });
      const answer = await there.ask('/trpc/session.signIn', { method: 'POST', headers, body });
      expect(answer.status).toBe(200);
      expect(there.setCookies[0]).toMatch(/^__Host-koersvast=.*Secure/);
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    } finally {
      await secure.close();
    }
  });

  test('keep answers of the API out of every cache, and files with a hash for ever', async () => {
    expect((await browser.ask('/trpc/project.list?input={}')).headers.get('cache-control')).toContain(
      'no-store',
    );
    expect((await browser.ask('/')).headers.get('cache-control')).toBe('no-cache');
    const asset = await browser.fetch('/assets/main-abc123.js', { headers: { 'accept-encoding': 'br' } });
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('br');
    expect(await asset.text()).toContain('export const words');
    // What the build has compressed is handed out as it is, to whoever takes it so.
    const ask = async (encoding: string) => {
      const built = await browser.fetch('/assets/built-abc123.js', {
        headers: { 'accept-encoding': encoding },
      });
      return [built.headers.get('content-encoding'), built.headers.get('content-type'), await built.text()];
    };
    const script = expect.stringContaining('javascript');
    expect(await ask('br')).toEqual(['br', script, '// as it was built']);
    expect(await ask('identity')).toEqual([null, script, 'export const from = "the source";']);
  });
});

describe('the web app', () => {
  // Of what is nowhere, or cannot be read, the page says so.
  const unreadable = ['/%E0%A4%A', '/%', '/p/%E0%A4%A/work', '/p/x/documents/%zz?at=1', '/assets%E0'];
  test.each(['/', '/sign-in', '/p/x/documents/y', '/join/abc', ...unreadable])(
    'is at %s',
    async (address) => {
      const answer = await browser.ask(address, { headers: { accept: 'text/html' } });
      expect([answer.status, answer.text]).toEqual([200, '<!doctype html><title>the page</title>']);
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    },
  );

  test('has just the files that there are, by their names alone, and those that are built later', async () => {
    const status = async (address: string) => (await browser.ask(address)).status;
    for (const none of ['/assets/MAIN-abc123.js', '/assets', '/assets/'])
      expect([none, await status(none)]).not.toEqual([none, 200]);
    await writeFile(path.join(webRoot, 'assets', 'later-abc123.js'), 'export {};');
    await expect.poll(() => status('/assets/later-abc123.js')).toBe(200);
    // Of an address with signs that are written otherwise the same file is meant.
    expect(await status('/assets/later%2Dabc123.js')).toBe(200);
  });

  test('is not what a script asks for and does not get', async () => {
    expect((await browser.ask('/p/x', { method: 'POST', headers: { origin } })).status).toBe(404);
    expect((await browser.ask('/p/x', { headers: { accept: 'application/json' } })).status).toBe(404);
  });
});

test('the server says whether it is there, and whether its database is', async () => {
  expect((await browser.ask('/healthz')).json).toEqual({ ok: true });
  expect((await browser.ask('/readyz')).json).toEqual({ ok: true });
  const broken = await openInstallation({ webRoot });
  await broken.db.close();
  const answer = await broken.browser().ask('/readyz');
  expect([answer.status, answer.json]).toEqual([503, { ok: false, reason: 'database' }]);
  await broken.close();
});

test('a database that is not there is busy, never a fault or the end of a session', async () => {
  const gone = await openInstallation({ webRoot });
  const there = await gone.owner();
  const stranger = gone.browser();
  const { pool } = gone.db;
  const { connectionString } = pool.options;
  try {
    pool.options.connectionString = 'postgres://nobody@127.0.0.1:1/nothing';
    const last = await pool.connect();
    // Not its own connection with the others: it might end before it has ended all of them.
    await last.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    last.release(true);
    const answers = [
      await there.ask('/trpc/project.list?input={}'),
      await there.post('/trpc/session.signOut', { everywhere: false }),
      await stranger.post('/trpc/session.signIn', { email: owner.email, password: owner.password }),
    ];
    for (const answer of answers) {
      const { code, message } = refusalOf(answer);
      expect([answer.status, code]).toEqual([503, 'busy']);
      expect(message).toMatch(/^[A-Z][^\n]*\.$/);
    }
    pool.options.connectionString = connectionString;
    expect((await there.query('session.current', {})).person?.email).toBe(owner.email);
  } finally {
    pool.options.connectionString = connectionString;
    await gone.close();
  }
});

test('an owner of the installation whom another makes a member is one no longer at their next request', async () => {
  const noor = installation.browser();
  await join(browser, noor, projectId, { name: 'Noor' });
  const personId = (await noor.query('session.current', {})).person?.id ?? '';
  const ask = async () => {
    const answer = await noor.ask('/trpc/installation.people?input={}');
    return answer.status === 200 ? 'told' : refusalOf(answer).code;
  };
  expect(await ask()).toBe('not_allowed');
  await browser.mutate('installation.setRole', { personId, role: 'owner' });
  expect(await ask()).toBe('told');
  const { name } = await noor.mutate('installation.backUp', {});
  expect((await noor.query('installation.backups', {})).map((kept) => kept.name)).toEqual([name]);
  await browser.mutate('installation.setRole', { personId, role: 'member' });
  expect(await ask()).toBe('not_allowed');
  for (const [procedure, input] of [
    ['installation.setRole', { personId, role: 'owner' }],
    ['installation.backUp', {}],
  ] as const) {
    const answer = await noor.post(`/trpc/${procedure}`, input);
    expect([procedure, answer.status, refusalOf(answer).code]).toEqual([procedure, 403, 'not_allowed']);
  }
});

test('the list of routes is what the server has', () => {
  // The procedures share one route, and have their own table; HEAD comes with GET.
  const served = routes.filter((route) => !route.includes('/trpc') && !route.startsWith('HEAD'));
  expect(served.sort()).toEqual(httpRoutes.map((route) => `${route.method} ${route.path}`).sort());
});

test('digests are stopped by what programs of mail send, from wherever, and not by what opens the link', async () => {
  const boundary = 'one-click';
  const multipart = `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`;
  const shapes = [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [`multipart/form-data; boundary=${boundary}`, multipart],
  ] as const;
  const set = (mail: 'daily') => browser.mutate('session.setPreferences', { mail });
  const wanted = async () => (await browser.query('session.current', {})).person?.preferences.mail;
  const stranger = installation.browser();
  const send = (path: string, [type, body]: readonly [string, string] = shapes[0], from = {}) =>
    stranger.ask(path, { method: 'POST', headers: { 'content-type': type, ...from }, body });
  await set('daily');
  const opened = await stranger.ask(`/mail/off/${stopToken}`, { headers: { accept: 'text/html' } });
  expect([opened.status, opened.text, await wanted()]).toEqual([
    200,
    expect.stringContaining('the page'),
    'daily',
  ]);
  for (const shape of shapes) {
    await set('daily');
    const answer = await send(`/mail/off/${stopToken}`, shape, { origin: 'https://mail.example.org' });
    expect([answer.status, answer.json, await wanted()]).toEqual([200, { ok: true }, 'off']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  await set('daily');
  for (const token of ['b'.repeat(64), 'short']) expect((await send(`/mail/off/${token}`)).status).toBe(404);
  // Nothing else takes what comes from elsewhere, and no log has the link.
  expect((await send('/trpc/session.stopMail')).status).toBe(403);
  expect(await wanted()).toBe('daily');
  expect(installation.log()).not.toContain(stopToken);
});

test('every download is refused to whoever has not signed in', async () => {
  const downloads = httpRoutes.filter((route) => route.access === 'member');
  expect(downloads.length).toBeGreaterThan(2);
  for (const { path: url } of downloads) {
    const address = url
      .replace(':projectId', projectId)
      .replace(':documentId', projectId)
      .replace(':attachmentId', projectId)
      .replace(':file', 'annotations.csv');
    expect([address, (await installation.browser().ask(address)).status]).toEqual([address, 401]);
  }
});

test('answers of the API come packed together, and say the same', async () => {
  const address = `/trpc/project.get?input=${encodeURIComponent(JSON.stringify({ projectId }))}`;
  const answerIn = async (encoding: string) => {
    const response = await browser.fetch(address, { headers: { 'accept-encoding': encoding } });
    return [response.headers.get('content-encoding'), await response.json()];
  };
  const [, whole] = await answerIn('identity');
  expect(await answerIn('gzip')).toEqual(['gzip', whole]);
  expect(await answerIn('br')).toEqual(['br', whole]);
});

test('events come as they happen, not packed together', async () => {
  const input = encodeURIComponent(JSON.stringify({ projectId, cursor: '' }));
  const end = new AbortController();
  const response = await browser.fetch(`/trpc/live.project?input=${input}`, {
    headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, br' },
    signal: end.signal,
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(response.headers.get('content-encoding')).toBeNull();
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toContain('event: connected');
  end.abort();
});

test('a stream ends within two seconds of the end of its session', async () => {
  const leaving = await installation.owner();
  const input = encodeURIComponent(JSON.stringify({ projectId, cursor: '' }));
  const response = await leaving.fetch(`/trpc/live.project?input=${input}`, {
    headers: { accept: 'text/event-stream' },
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await installation.browser().ask('/trpc/session.signOut', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', cookie: leaving.cookie },
    body: '{"everywhere":true}',
  });
  let text = '';
  const ended = (async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      text += new TextDecoder().decode(next.value);
      if (text.includes('not_signed_in')) break;
    }
  })();
  expect(await settlesWithin(2.5, ended, installation.db)).toBe(true);
  await ended;
  expect(text).toContain('not_signed_in');
  browser = await installation.owner();
});

test('the log has no address with a secret in it, and no text of a document', async () => {
  await browser.ask('/join/secret-token-in-a-path', { headers: { accept: 'text/html' } });
  await browser.ask(`/api/projects/${projectId}/annotations.csv?token=kv_secret`);
  expect(installation.log()).toContain('"route":"/api/projects/:projectId/:file"');
  expect(installation.log()).not.toMatch(/secret-token|kv_secret|koersvast richting|a long enough password/i);
});

describe('below a folder of its host', () => {
  const main = 'https://www.example.org/koersvast';
  let below: Installation;
  let there: Browser;
  beforeAll(async () => {
    await writeFile(
      path.join(webRoot, 'index.html'),
      '<!doctype html><script src="./theme.js"></script><title>the page</title>',
    );
    below = await openInstallation({
      webRoot,
      addresses: { main, origins: ['https://www.example.org'] },
    });
    there = below.browser();
  });
  afterAll(() => below.close());

  test.each(['/koersvast/', '/koersvast', '/koersvast?x=1', '/koersvast/p/x/work', '/', '/p/x/work'])(
    '%s is the page, with its files where they are',
    async (address) => {
      const { status, text, headers } = await there.ask(address);
      expect(status).toBe(200);
      expect(text).toContain('src="/koersvast/theme.js"');
      const again = await there.ask(address, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );

  test('all else is there with the folder, and where the proxy leaves it out', async () => {
    for (const address of ['/koersvast/healthz', '/healthz'])
      expect((await there.ask(address)).json).toEqual({ ok: true });
    for (const address of ['/koersvast/trpc/session.current?input={}', '/trpc/session.current?input={}'])
      expect((await there.ask(address)).status).toBe(200);
    expect((await there.ask('/koersvastig/healthz', { headers: { accept: 'x/y' } })).status).toBe(404);
  });

  test('the cookie is for the folder, and what changes something must name the host', async () => {
    const { email, password } = owner;
    const from = (origin: string) =>
      there.post('/koersvast/trpc/session.signIn', { email, password }, { origin });
    expect((await from(main)).status).toBe(403);
    expect((await from('https://www.example.org')).status).toBe(200);
    expect(there.setCookies[0]).toMatch(/^__Secure-koersvast=.*Path=\/koersvast;.*Secure/);
  });
});
