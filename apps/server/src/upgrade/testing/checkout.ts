import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Migration, readMigrations } from '@koersvast/db';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../../../../..');
const migrationsOf = (folder: string) => path.join(folder, 'prisma/migrations');

/** A whole program in a folder of its own, with its own packages and its own database client. */
export interface Checkout {
  readonly folder: string;
  /** What runs as a server. */
  readonly program: string;
  /** In order. */
  readonly migrations: readonly Migration[];
}

export interface Before {
  readonly commit: string;
  /** Why this one, for whoever reads along. */
  readonly because: string;
}

const git = async (...words: string[]) =>
  (await run('git', words, { cwd: root, maxBuffer: 1 << 26 })).stdout.trim();

/**
 * The program of before: the one that is named; else the last release that stands behind this one; else, as long as
 * there is none, the program just before the oldest of those migrations that only expand, up to which nothing has
 * contracted: the oldest that may go on beside this one. A text says why there is none.
 */
export async function findBefore(named?: string): Promise<Before | string> {
  const isThere = (commit: string) =>
    git('rev-parse', '--verify', '--quiet', `${commit}^{commit}`).catch(() => null);
  if ((await git('rev-parse', '--git-dir').catch(() => null)) === null)
    return 'this is no clone with a history';
  if (named !== undefined) {
    const commit = await isThere(named);
    return commit === null ? `this clone has no ${named}` : { commit, because: 'it was asked for' };
  }
  const tag = await git('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^').catch(() => null);
  const released = tag === null ? null : await isThere(tag);
  if (released !== null) return { commit: released, because: `it is the release ${tag}` };
  const migrations = await readMigrations();
  const last = migrations.findLastIndex(({ kind }) => kind !== 'expand');
  const first = migrations[last + 1];
  if (!first) return 'no migration of this version expands the schema';
  const file = `prisma/migrations/${first.name}`;
  const added = await git('log', '--diff-filter=A', '--format=%H', '-1', '--', file).catch(() => '');
  const commit = added === '' ? null : await isThere(`${added}^`);
  const shallow = 'this clone has not the whole history (git fetch --unshallow)';
  if (commit === null) return shallow;
  return { commit, because: `it is the last before ${first.name}, since which nothing has contracted` };
}

/** The program as a commit has it. */
export async function openCommit(commit: string): Promise<Checkout> {
  return openIn(async (folder) => {
    const archive = path.join(folder, 'archive.tar');
    await git('archive', '--output', archive, commit);
    await run('tar', ['-xf', archive, '-C', folder]);
    await rm(archive);
  });
}

/** The program as it lies here, changed or not. */
export async function openPresent(change: (migrations: string) => Promise<void>): Promise<Checkout> {
  const files = await git('ls-files', '-co', '--exclude-standard', '-z');
  return openIn(async (folder) => {
    for (const file of files.split('\0').filter((name) => name !== '' && existsSync(path.join(root, name))))
      cpSync(path.join(root, file), path.join(folder, file));
    await change(migrationsOf(folder));
  });
}

async function openIn(fill: (folder: string) => Promise<void>): Promise<Checkout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'koersvast-upgrade-'));
  try {
    await fill(folder);
    if (isSame('package-lock.json', folder)) linkPackages(folder);
    else
      await run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
    await run(process.execPath, ['apps/server/launch/ensure.mjs', 'database client'], { cwd: folder });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const migrations = await readMigrations(migrationsOf(folder));
  return { folder, program: path.join(folder, 'apps/server/src/main.ts'), migrations };
}

const isSame = (file: string, folder: string) =>
  readFileSync(path.join(root, file)).equals(readFileSync(path.join(folder, file)));

/** What is installed here, but for our own packages, which are those of the folder. */
function linkPackages(folder: string): void {
  const [from, to] = [path.join(root, 'node_modules'), path.join(folder, 'node_modules')];
  mkdirSync(path.join(to, '@koersvast'), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== '@koersvast' && name !== '.cache') symlinkSync(path.join(from, name), path.join(to, name));
  for (const name of readdirSync(path.join(from, '@koersvast')))
    symlinkSync(readlinkSync(path.join(from, '@koersvast', name)), path.join(to, '@koersvast', name));
}
