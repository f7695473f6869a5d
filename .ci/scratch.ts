import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../packages/db/src/embedded/start-lock.ts';

const MEMORY = '/dev/shm';
const PREFIX = 'kv-';
/** In bytes: so much is never written at a time, and the programs that are tested need the rest. */
const ENOUGH = { there: 4 * 2 ** 30, free: 8 * 2 ** 30 };

/**
 * A folder for all that tests write. Databases are made and thrown away by the hundred, which costs a disk a tenth of
 * the time: it is in memory where the machine has plenty, unless TMPDIR says where.
 */
export async function makeScratch(
  named: string | null = process.env.TMPDIR ?? null,
  memory = MEMORY,
): Promise<string> {
  if (named !== null) return makeIn(named);
  await removeAbandoned(memory);
  return (await hasRoom(memory)) ? makeIn(memory) : makeIn(tmpdir());
}

async function hasRoom(memory: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(memory);
    if (bavail * bsize < ENOUGH.there || freemem() < ENOUGH.free) return false;
    return await runsPrograms(memory);
  } catch {
    return false;
  }
}

async function makeIn(base: string): Promise<string> {
  const folder = await mkdtemp(path.join(base, `${PREFIX}${process.pid}-`));
  // Some tests are those of another person of this machine.
  await chmod(folder, 0o1777);
  return folder;
}

/** Whether a program can be started from there, which some machines do not allow. */
async function runsPrograms(base: string): Promise<boolean> {
  const folder = await makeIn(base);
  try {
    const program = path.join(folder, 'program');
    await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    return spawnSync(program).status === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a killed run has left takes up memory. A database without its folder ends by itself within a minute. */
async function removeAbandoned(memory: string): Promise<void> {
  for (const name of await readdir(memory).catch(() => [])) {
    const owner = Number(name.match(/^kv-(\d+)-/)?.[1]);
    if (!owner || isAlive(owner)) continue;
    await rm(path.join(memory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
