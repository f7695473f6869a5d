import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createEmptyDatabaseUrl, startTestCluster } from '@koersvast/db/testing';
import pg from 'pg';
import { z } from 'zod';
import { Browser, origin } from '../src/testing/browser.ts';
import { owner } from '../src/testing/installation.ts';
import { freePort, launch, type ServerProcess } from '../src/testing/server-process.ts';
import { addTag } from '../src/testing/study.ts';

// The restore drill of OPERATIONS.md, by the words that stand there and in compose.yaml: a server with some projects,
// last night's backup of it, all of it in an empty database, and a server on that. What is the same is compared.

const root = path.join(import.meta.dirname, '../../..');
const [demos = '1'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const readRoot = (name: string) => readFileSync(path.join(root, name), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'koersvast-drill-'));
const running: ServerProcess[] = [];

/** Runs a line as whoever follows the page types it. Gives what it printed, and prints how long it took. */
function type(line: string, environment: Record<string, string> = {}): string {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', line], {
    cwd: root,
    env: { ...process.env, DATA_DIR: path.join(folder, 'command'), ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ended with ${status}: ${line}\n${stdout}${stderr}`);
  say(`${((performance.now() - begun) / 1_000).toFixed(1)} s  ${line.replaceAll(/postgres\w*:\S+/g, '…')}`);
  return stdout;
}

/** The one command of a page that a pattern finds: where there is none any more, the page has changed. */
function commandIn(page: string, pattern: RegExp): string {
  const [, found] = pattern.exec(readRoot(page)) ?? [];
  if (!found) throw new Error(`${page} has no command like ${pattern}`);
  return found;
}

async function serve(name: string, databaseUrl: string): Promise<Browser> {
  const server = launch({
    HOME: folder,
    DATA_DIR: path.join(folder, name),
    DATABASE_URL: databaseUrl,
    PORT: String(await freePort()),
    PUBLIC_URL: origin,
    FIRST_OWNER_EMAIL: owner.email,
    FIRST_OWNER_PASSWORD: owner.password,
  });
  running.push(server);
  await server.running();
  const browser = new Browser(server.url);
  await browser.mutate('session.signIn', { email: owner.email, password: owner.password });
  return browser;
}

const FILES = ['annotations', 'documents', 'codebook', 'coding', 'facts'];

async function bytesOf(browser: Browser, projectId: string, name: string): Promise<Buffer> {
  const answer = await browser.fetch(`/api/projects/${projectId}/${name}`);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The history of each project, which tells of downloads too, so that each download makes it longer. */
async function histories(browser: Browser): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const { project } of await browser.query('project.list', {}))
    found.set(`${project.id}/history.csv`, await bytesOf(browser, project.id, 'history.csv'));
  return found;
}

/** All else that somebody can download, by its address: how many bytes, and their hash. */
async function download(browser: Browser): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { project } of await browser.query('project.list', {})) {
    const { id } = project;
    const documents = await browser.query('document.list', { projectId: id, removed: false });
    const { rounds } = await browser.query('project.get', { projectId: id });
    const names = [
      ...FILES.flatMap((file) => [`${file}.csv`, `${file}.xlsx`]),
      ...rounds.map(({ number }) => `agreement.csv?round=${number}`),
      ...documents.map(({ document }) => `documents/${document.id}/text.txt`),
    ];
    for (const name of names) {
      const bytes = await bytesOf(browser, id, name);
      const hash = createHash('sha256').update(bytes).digest('hex');
      files.set(`${id}/${name}`, `${bytes.length} ${hash}`);
    }
  }
  return files;
}

/** Rows of each table, and where the chain of each project ends. */
async function look(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const ask = async (text: string) => (await client.query<Record<string, string>>(text)).rows;
    const tables = await ask(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const rows = new Map<string, string>();
    for (const { name = '' } of tables) {
      const [counted] = await ask(`SELECT count(*)::text AS rows FROM "${name}"`);
      rows.set(name, counted?.rows ?? '');
    }
    const heads = await ask(
      "SELECT project_id::text AS id, length::text, encode(head, 'hex') AS head FROM chain",
    );
    return { rows, heads: new Map(heads.map(({ id = '', length, head }) => [id, `${length} ${head}`])) };
  } finally {
    await client.end();
  }
}

/** What is not the same in both, by name. */
function different(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

/** The tables that a backup leaves out, as its first line says. */
function leftOutOf(file: string): ReadonlySet<string> {
  const [header = ''] = gunzipSync(readFileSync(file)).toString('utf8').split('\n', 1);
  return new Set(z.object({ leftOut: z.string().array() }).parse(JSON.parse(header)).leftOut);
}

const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
try {
  const source = await createEmptyDatabaseUrl("ENCODING 'UTF8'");
  const ofSource = { DATABASE_URL: source };
  const serving = await serve('serving', source);
  for (let nth = 0; nth < Number(demos); nth += 1) type('npm run koersvast -- demo', ofSource);
  const files = await download(serving);
  const told = await histories(serving);
  const before = { ...(await look(source)), files };

  // Last night's file, as compose.yaml has it written.
  const nightly = commandIn('compose.yaml', /^ +(node \S+ backup .*?) \|\|/m);
  type(nightly.replaceAll('$$', '$').replaceAll('/data', folder), ofSource);
  const file = type(`ls ${folder}/*.backup.gz`).trim();
  // What comes after the backup is not in it.
  const [first] = await serving.query('project.list', {});
  const projectId = first?.project.id ?? '';
  const late = await addTag(serving, projectId, { name: 'after the backup' });

  const restored = await createEmptyDatabaseUrl("ENCODING 'UTF8'");
  const given = (command: string) => command.replace('DATABASE_URL=…', `DATABASE_URL='${restored}'`);
  const restore = commandIn('OPERATIONS.md', /`(DATABASE_URL=… npm run koersvast -- restore FILE)`/);
  say(type(given(restore).replace('FILE', file)).trim().split('\n').slice(-2).join('\n'));
  const check = commandIn('OPERATIONS.md', /`(DATABASE_URL=… npm run koersvast -- check)`/);
  say(type(given(check)).trim().split('\n').at(-1) ?? '');
  const alone = await look(restored);
  const again = await serve('restored', restored);
  const toldAgain = await histories(again);
  const after = { ...alone, files: await download(again) };

  const leftOut = leftOutOf(file);
  const wrong = [
    ...different(before.rows, after.rows).filter((name) => !leftOut.has(name)),
    ...different(before.heads, after.heads),
    ...different(before.files, after.files),
    ...[...told].flatMap(([name, all]) =>
      toldAgain.get(name)?.subarray(0, all.length).equals(all) ? [] : [name],
    ),
  ];
  if (wrong.length > 0) throw new Error(`not the same as before: ${wrong.join(', ')}`);
  if (before.files.size === 0 || before.heads.size === 0) throw new Error('there was nothing to compare');
  const tags = await again.query('tag.list', { projectId });
  if (tags.some(({ id }) => id === late)) throw new Error('what came after the backup is in it');
  say(
    `The same as before: the rows of ${before.rows.size - leftOut.size} tables, the heads of ${before.heads.size} chains, ${before.files.size} files byte for byte, and every history as far as it went. Left out, as ever: ${[...leftOut].join(', ')}.`,
  );
} finally {
  await Promise.all(running.map((server) => server.end('SIGTERM')));
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
