import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefusal } from '../start-refusal.ts';

const RETRY_MS = 50;
const HEARTBEAT_MS = 2_000;
/** A holder that has not touched the file for so long is gone, even if its process number is in use again. */
const STALE_AFTER_MS = 20_000;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * Runs `work` while no other process does so for the same folder. The lock is a file that its holder keeps
 * touching; one left behind by a killed process is taken over.
 */
export async function withStartLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(folder, 'start.lock');
  await acquire(file);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}

async function acquire(file: string): Promise<void> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (Date.now() < deadline) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await isAbandoned(file)) await takeAway(file);
    else await wait(RETRY_MS);
  }
  throw new StartRefusal(`Another start has held ${file} for two minutes: stop it, or remove that file.`);
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, content] = await Promise.all([stat(file), readFile(file, 'utf8')]);
    if (Date.now() - mtimeMs > STALE_AFTER_MS) return true;
    // Between its creation and its first write the file is empty: its holder is alive.
    return content !== '' && !isAlive(Number(content));
  } catch {
    return false;
  }
}

/** Of several that find the lock abandoned only one moves it away; none removes a lock made since. */
async function takeAway(file: string): Promise<void> {
  const moved = `${file}.${process.pid}`;
  await rename(file, moved).catch(() => undefined);
  await rm(moved, { force: true });
}

/** Whether a process runs. One that was killed and waits to be collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Under a first process that collects no children, as in a bare container, the killed stay on the list. */
export function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
