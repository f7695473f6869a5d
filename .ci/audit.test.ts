import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { type Exception, faultsOf, judge, readAudit } from './audit.ts';

const advisory = {
  id: 'GHSA-aaaa-bbbb-cccc',
  package: 'nodemailer',
  severity: 'high',
  title: 'Made up',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
};
const exception: Exception = {
  advisory: advisory.id,
  package: 'nodemailer',
  reason: 'Made up, for this test alone.',
  date: '2026-01-31',
};
const root = path.join(import.meta.dirname, '..');
const today = () => new Date().toISOString().slice(0, 10);

/** A registry that answers audits, and knows a fault of each version of `nodemailer`. */
async function startRegistry(answers: boolean) {
  const asked: Record<string, string[]> = {};
  const registry = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.method !== 'POST') return response.writeHead(404).end('{}');
    if (!answers) return response.writeHead(405, { allow: 'GET' }).end();
    Object.assign(asked, JSON.parse(String(request.headers['content-encoding'] ? gunzipSync(body) : body)));
    const known = { id: 1, url: advisory.url, title: advisory.title, severity: 'high' };
    const found = [
      { ...known, vulnerable_versions: '<999', cwe: [], cvss: { score: 7, vectorString: null } },
    ];
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ nodemailer: found }));
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  onTestFinished(() => {
    registry.closeAllConnections();
    registry.close();
  });
  return { asked, url: `http://127.0.0.1:${(registry.address() as { port: number }).port}/` };
}

async function audit(registry: string, exceptions: readonly Exception[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'koersvast-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'exceptions.json');
  writeFileSync(file, JSON.stringify(exceptions));
  // Whatever stands between this machine and others is not between it and itself.
  const env = { ...process.env, npm_config_registry: registry, npm_config_noproxy: '127.0.0.1' };
  return promisify(execFile)(process.execPath, [path.join(root, '.ci/run-audit.ts'), file], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
}

test('asks for every package of the lockfile, and names what nobody has explained', async () => {
  const { asked, url } = await startRegistry(true);
  const [bare, explained] = await Promise.all([
    audit(url, []),
    audit(url, [{ ...exception, date: today() }]),
  ]);
  expect(bare.code).toBe(1);
  expect(bare.stdout).toContain(`Known fault: nodemailer, high: Made up (${advisory.id}, ${advisory.url})`);
  expect(explained).toEqual({
    code: 0,
    stdout: expect.stringContaining('1 known faults, 1 of them explained; 0 to'),
  });
  const lockfile = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const missing = Object.entries<{ version: string; name?: string; link?: boolean }>(lockfile.packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .filter(([place, { name, version }]) => {
      return !asked[name ?? place.replace(/^.*node_modules\//, '')]?.includes(version);
    });
  expect(missing).toEqual([]);
});

test('says in one sentence when the registry answers no audits, and does not take that for nothing', async () => {
  const { url } = await startRegistry(false);
  const { code, stdout } = await audit(url, []);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^Nothing was looked at: the registry answers no audits \(405 [^\n]+\n$/);
});

test.each([
  ['nothing known', [], [], { open: 0, old: 0, excepted: 0, idle: 0 }],
  ['not explained', [advisory], [], { open: 1, old: 0, excepted: 0, idle: 0 }],
  ['explained', [advisory], [exception], { open: 0, old: 0, excepted: 1, idle: 0 }],
  [
    'explained long ago',
    [advisory],
    [{ ...exception, date: '2025-06-01' }],
    { open: 0, old: 1, excepted: 0, idle: 0 },
  ],
  [
    'explained of another package',
    [advisory],
    [{ ...exception, package: 'pg' }],
    { open: 1, old: 0, excepted: 0, idle: 1 },
  ],
  ['mended since', [], [exception], { open: 0, old: 0, excepted: 0, idle: 1 }],
])('%s', (_, advisories, exceptions, counts) => {
  const { open, old, excepted, idle } = judge(advisories, exceptions, '2026-03-01');
  expect({ open: open.length, old: old.length, excepted: excepted.length, idle: idle.length }).toEqual(
    counts,
  );
});

test.each(['', 'npm was not found', '[]', '{"message":"405 Method Not Allowed","statusCode":405}'])(
  'what is no answer is taken for none: %s',
  (printed) => {
    expect(readAudit(printed)).toEqual({ unanswered: expect.stringMatching(/./) });
  },
);

test('a fault that is named twice is one', () => {
  const via = [{ name: 'nodemailer', severity: 'high', title: 'Made up', url: advisory.url }, 'other'];
  expect(readAudit(JSON.stringify({ vulnerabilities: { nodemailer: { via }, smtp: { via } } }))).toEqual([
    advisory,
  ]);
});

test('each exception has an advisory, a reason and a date', () => {
  const own = JSON.parse(readFileSync(path.join(import.meta.dirname, 'audit-exceptions.json'), 'utf8'));
  expect(faultsOf(own, today())).toEqual([]);
  expect(
    faultsOf([exception, { ...exception, advisory: 'CVE-1', reason: 'no', date: '2999-01-01' }], today()),
  ).toHaveLength(3);
});
