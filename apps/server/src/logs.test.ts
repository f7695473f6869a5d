import { randomUUIDv7 } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { appRouter } from '@koersvast/api';
import * as contracts from '@koersvast/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { httpRoutes } from './http/routes.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { type Browser, origin } from './testing/browser.ts';
import { type Installation, openInstallation } from './testing/installation.ts';
import { coding, find, join, openStudy } from './testing/study.ts';

// Words are planted wherever somebody can put any; neither the log nor the figures may hold one of them.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const BIRD = 'kanarievogel';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
let installation: Installation;
let metrics: Metrics;
let figures: string;

beforeAll(async () => {
  metrics = openMetrics();
  // A replica at which nobody answers is nobody's fault.
  installation = await openInstallation({ metrics, replicaUrl: 'postgresql://nobody@127.0.0.1:1/none' });
  const { url } = await metrics.listen({ host: '127.0.0.1', port: 0 });
  figures = url;
});
afterAll(async () => {
  await metrics.close();
  await installation.close();
});

/** A number behind each tells which of them was found. */
let planted = 0;
const bird = () => {
  planted += 1;
  return `${BIRD}${planted}`;
};

/** What people do, with birds in their names, texts, files and questions. */
async function work(owner: Browser) {
  const study = await openStudy(owner, { text: `Het ${bird()} vaart een vaste koers.`, name: bird() });
  const { projectId, documentId } = study;
  await join(owner, installation.browser(), projectId, { name: bird() });
  const made = coding(study, find(study.text, 'vaste'));
  await owner.mutate('annotation.create', {
    ...made,
    annotation: { ...made.annotation, memo: bird() },
  });
  const input = JSON.stringify({ projectId, query: bird(), [bird()]: bird() });
  await owner.ask(`/trpc/search.find?${new URLSearchParams({ input })}`);
  const intakeId = randomUUIDv7();
  await owner.mutate('intake.open', { projectId, intakeId });
  const place = `/api/projects/${projectId}/intakes/${intakeId}/files/${randomUUIDv7()}`;
  await owner.ask(`${place}?path=${bird()}.txt`, { method: 'PUT', headers: { origin }, body: bird() });
  await owner.ask(`/api/projects/${projectId}/documents/${documentId}/text.txt?token=${bird()}`);
  expect((await owner.ask(`/api/projects/${projectId}/annotations.csv`)).status).toBe(200);
  return study;
}

/** What strangers and broken programs send. */
async function knock(stranger: Browser) {
  const given = { email: `${bird()}@example.org`, password: bird() };
  await stranger.post('/trpc/session.signIn', given);
  await stranger.post('/trpc/session.signIn', { ...given, [bird()]: bird() });
  await stranger.post(`/trpc/${bird()}.${bird()}`, {});
  for (const path of [
    `/${bird()}`,
    `/p/x?q=${bird()}`,
    `/api/projects/${bird()}/annotations.csv`,
    `/%zz${bird()}`,
  ])
    await stranger.ask(path, {
      headers: {
        authorization: `Bearer ${bird()}`,
        cookie: `koersvast=${bird()}; other=${bird()}`,
        referer: `http://${bird()}.example.org/`,
        'user-agent': bird(),
        'x-forwarded-for': bird(),
        'x-request-id': bird(),
      },
    });
  const json = { 'content-type': 'application/json', origin };
  for (const body of [`{"email": ${bird()}`, `"${bird()}`, bird()])
    await stranger.ask('/trpc/session.signIn', { method: 'POST', headers: json, body });
}

/** What the database itself refuses, and quotes in what it says of that. */
async function breakDatabase(owner: Browser, projectId: string) {
  await installation.db.pool.query(
    `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF to_jsonb(NEW)::text LIKE '%breaks a cast%' THEN PERFORM to_jsonb(NEW)::text::integer; END IF;
       RETURN NEW;
     END $$;
     CREATE TRIGGER spoil BEFORE INSERT ON tag FOR EACH ROW EXECUTE FUNCTION spoil();
     ALTER TABLE tag ADD CONSTRAINT spoiled CHECK (to_jsonb(tag.*)::text NOT LIKE '%breaks a check%')`,
  );
  for (const how of ['cast', 'check']) {
    const tag = { id: randomUUIDv7(), name: `breaks a ${how} ${bird()}` };
    const answer = await owner.post('/trpc/tag.create', {
      opId: randomUUIDv7(),
      projectId,
      tag: { ...contracts.emptyTagContent, ...tag },
    });
    expect(answer.status).toBe(500);
  }
}

test('nothing that anybody wrote, and no address, name or secret, stands in the log', async () => {
  const owner = await installation.owner();
  const { projectId } = await work(owner);
  await knock(installation.browser());
  await breakDatabase(owner, projectId);
  const log = installation.log();
  expect(planted).toBeGreaterThan(30);
  expect(log.match(new RegExp(`.{0,200}${BIRD}.*`, 'g'))).toBeNull();
  for (const secret of ['olga@example.org', 'Olga Eigenaar', ...owner.cookies.values()])
    expect(log).not.toContain(secret);
  expect(log).not.toContain('?');
  // What is needed to find out what went wrong does.
  const lines: { msg: string; requestId?: string; err?: { stack: string[] } }[] = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const failed = lines.filter(({ msg }) => msg === 'a procedure failed');
  expect(failed).toHaveLength(2);
  for (const { requestId, err } of failed) {
    expect(requestId).toMatch(UUID);
    expect(err?.stack.length).toBeGreaterThan(0);
  }
  const answered = lines.filter(({ msg }) => msg === 'answered');
  expect(answered).toContainEqual(
    expect.objectContaining({
      method: 'POST',
      route: '/trpc/:path',
      status: 200,
      procedures: ['annotation.create'],
    }),
  );
});

test('the figures have as many labels as the program has names, and none of anybody', async () => {
  const text = await (await fetch(figures)).text();
  expect(text).not.toContain(BIRD);
  expect(text).not.toMatch(UUID);
  const values = (label: string) =>
    new Set([...text.matchAll(new RegExp(`${label}="([^"]*)"`, 'g'))].map(([, value = '']) => value));
  const unknown = (label: string, known: readonly string[]) =>
    [...values(label)].filter((value) => !known.includes(value));
  expect(unknown('route', [...httpRoutes.map(({ path }) => path), '/trpc/:path', 'none'])).toEqual([]);
  expect(unknown('procedure', Object.keys(appRouter._def.procedures))).toEqual([]);
  expect(unknown('status', ['2xx', '3xx', '4xx', '5xx'])).toEqual([]);
  const number = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  expect(number('koersvast_commits_total')).toBeGreaterThan(3);
  expect(number('koersvast_ready')).toBe(1);
  expect(text).toMatch(/koersvast_replica_reads_total\{answer="failed"\} 1/);
  expect(number('koersvast_streams_open')).toBe(0);
  expect(number('koersvast_pool_connections')).toBeGreaterThan(0);
  expect(text).toMatch(/koersvast_jobs\{state="queued"\} 0/);
  const { rows } = await installation.db.pool.query(
    `SELECT state::text FROM unnest(enum_range(NULL::mail_state)) AS state WHERE state <> 'sent'`,
  );
  for (const { state } of rows) expect(text).toContain(`koersvast_mails{state="${state}"} 0`);
  expect(text).toMatch(/koersvast_info\{version="\d+\.\d+\.\d+",node="v\d+/);
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(number(name)).toBeGreaterThan(0);
});

test('the proxies that ship log no secret of a link, and nothing behind a ?', async () => {
  const shipped = (name: string) => readFile(path.join(import.meta.dirname, '../deploy', name), 'utf8');
  const [nginx, caddy] = await Promise.all([shipped('nginx.conf'), shipped('Caddyfile')]);
  const servers = [...nginx.matchAll(/^server \{.*?^\}/gms)];
  expect(servers).toHaveLength(2);
  for (const [server] of servers) expect(server).toMatch(/^ {4}access_log (?:off|\S+ koersvast);$/m);
  expect(/^log_format koersvast ([^;]*);/m.exec(nginx)?.[1]).not.toMatch(
    /\$(?:request|request_uri|uri|document_uri|args|query_string|http_\w+)\b/,
  );
  const link = new RegExp(/^ {4}~(\S+) \$koersvast_link;$/m.exec(nginx)?.[1] ?? 'none');
  const byNginx = (address: string) => {
    const [uri = ''] = address.split('?');
    return link.exec(uri)?.groups?.koersvast_link ?? uri;
  };
  const rules = [...caddy.matchAll(/request>uri regexp "([^"]*)" "([^"]*)"/g)];
  expect(rules).toHaveLength([...caddy.matchAll(/^\tlog \{/gm)].length);
  const byCaddy = rules.map(
    ([, from = '', to = '']) =>
      (address: string) =>
        address.replace(new RegExp(from, 'g'), to),
  );

  const secret = 'x'.repeat(43);
  const links = Object.entries(contracts).flatMap(([name, lead]) =>
    name.endsWith('Path') && typeof lead === 'function' ? [(lead as (token: string) => string)(secret)] : [],
  );
  // Every screen that a link leads to has its path in the contracts, and none is forgotten here.
  const folder = path.join(import.meta.dirname, '../../web/src/app/routes');
  const names = await readdir(folder);
  const routes = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const screens = [...routes.join('\n').matchAll(/path: '([^']*)\$token'/g)];
  expect(screens.map(([, before]) => before + secret).toSorted()).toEqual(links.toSorted());
  expect(links.length).toBeGreaterThan(3);
  for (const logged of [byNginx, ...byCaddy]) {
    for (const address of links.flatMap((each) => [each, `/koersvast${each}`, `${each}?refused=${secret}`]))
      expect([address, logged(address)]).toEqual([address, address.replace(/x{43}.*/, '')]);
    expect(logged(`/api/projects/1/annotations.csv?token=kv_${secret}`)).toBe(
      '/api/projects/1/annotations.csv',
    );
    expect(logged('/p/1/documents/2?at=3')).toBe('/p/1/documents/2');
  }
});

test('the alerts that ship ask for figures that there are, and have cases of such', async () => {
  await installation.browser().query('session.current', {});
  const text = await (await fetch(figures)).text();
  const exported = new Set([...text.matchAll(/^(\w+)(?=[ {])/gm)].map(([, name]) => name));
  const values = (label: string) =>
    label === 'status'
      ? new Set(['2xx', '3xx', '4xx', '5xx'])
      : new Set([...text.matchAll(new RegExp(`${label}="([^"]*)"`, 'g'))].map(([, value = '']) => value));
  for (const file of ['alerts.yml', 'alerts.test.yml']) {
    const rules = await readFile(path.join(import.meta.dirname, '../deploy', file), 'utf8');
    const asked = [...rules.matchAll(/\b(?:koersvast|nodejs|process)_\w+/g)].map(([name]) => name);
    expect(new Set(asked).size).toBeGreaterThan(5);
    expect(asked.filter((name) => !exported.has(name))).toEqual([]);
    // Within a state, a status and a bound, too: one that nobody counts would never wake anybody.
    for (const label of ['state', 'status', 'le']) {
      const wanted = [...rules.matchAll(new RegExp(`[{ ]${label}="([^"]*)"`, 'g'))].map(
        ([, value = '']) => value,
      );
      expect([label, wanted.filter((value) => !values(label).has(value))]).toEqual([label, []]);
    }
    const procedures = [...rules.matchAll(/procedure=~?"([^"]*)"/g)].flatMap(([, one = '']) =>
      one.split('|'),
    );
    const known = Object.keys(appRouter._def.procedures);
    expect(procedures.filter((one) => !known.some((name) => new RegExp(`^(?:${one})$`).test(name)))).toEqual(
      [],
    );
  }
});

test('OPERATIONS.md names figures that there are', async () => {
  const text = await (await fetch(figures)).text();
  const page = await readFile(path.join(import.meta.dirname, '../../../OPERATIONS.md'), 'utf8');
  const named = [...page.matchAll(/`((?:koersvast|nodejs|process)_\w+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
});

test('a port that another has is refused in words, with its setting', async () => {
  const other = openMetrics();
  const port = Number(new URL(figures).port);
  await expect(other.listen({ host: '127.0.0.1', port })).rejects.toThrow(
    `on 127.0.0.1, port ${port} (EADDRINUSE): set METRICS_PORT to another one`,
  );
  await other.close();
});

test('there is nothing else at their address', async () => {
  for (const path of ['/', '/trpc/session.current', '/metrics?x'])
    expect((await fetch(new URL(path, figures))).status).toBe(404);
  expect((await fetch(`${installation.url}/metrics`, { headers: { accept: 'text/plain' } })).status).toBe(
    404,
  );
});

test('an answer names its request, and takes no name for it from whoever is no proxy', async () => {
  const { headers } = await installation
    .browser()
    .ask('/healthz', { headers: { 'x-request-id': 'planted-by-hand' } });
  expect(headers.get('x-request-id')).toMatch(UUID);
  expect(installation.log()).toContain(headers.get('x-request-id'));
});
