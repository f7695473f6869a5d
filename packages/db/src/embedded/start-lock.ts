import { readFileSync } from 'node:fs';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
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
  const held = await acquire(file);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Whoever slept for so long that another took over does not take it from them.
    if ((await stampOf(file))?.file === held) await rm(file, { force: true });
  }
}

/** Which file this is; `moment` differs each time that its holder has touched it. */
interface Stamp {
  readonly file: string;
  readonly moment: bigint;
}

async function stampOf(file: string): Promise<Stamp | null> {
  try {
    const { dev, ino, birthtimeNs, mtimeNs } = await stat(file, { bigint: true });
    return { file: `${dev}-${ino}-${birthtimeNs}`, moment: mtimeNs };
  } catch {
    return null;
  }
}

/** Which file the lock is that was made. */
async function acquire(file: string): Promise<string> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (Date.now() < deadline) {
    if (await make(file)) return (await stampOf(file))?.file ?? '';
    const abandoned = await findAbandoned(file);
    if (abandoned) await takeAway(file, abandoned);
    else await wait(RETRY_MS);
  }
  throw new StartRefusal(`Another start has held ${file} for two minutes: stop it, or remove that file.`);
}

/** Makes a file that names this process, unless it is there. */
async function make(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return false;
  }
}

/** Whether the holder that a file names is gone. Between its creation and its first write it is empty: they are not. */
const namesNobody = (content: string) => content !== '' && !isAlive(Number(content));

async function findAbandoned(file: string): Promise<Stamp | null> {
  // Looked at before it is read: what was read is of this file, or of one after it, which then is not taken away.
  const stamp = await stampOf(file);
  if (!stamp) return null;
  if (Date.now() - Number(stamp.moment / 1_000_000n) > STALE_AFTER_MS) return stamp;
  const content = await readFile(file, 'utf8').catch(() => '');
  return namesNobody(content) ? stamp : null;
}

/**
 * Removes an abandoned lock, and none made since. Only one may do so at a time: who made a file named after that very
 * lock, or the next in line where they died before they removed it. Whoever comes later finds another lock, or none.
 */
async function takeAway(file: string, abandoned: Stamp): Promise<void> {
  const name = `${file}.${abandoned.file}-${abandoned.moment}`;
  let turn = 0;
  while (!(await make(`${name}.${turn}`))) {
    const content = await readFile(`${name}.${turn}`, 'utf8').catch(() => '');
    if (!namesNobody(content)) return void (await wait(RETRY_MS));
    turn += 1;
  }
  const now = await stampOf(file);
  if (now?.file === abandoned.file && now.moment === abandoned.moment) await rm(file, { force: true });
  for (let done = 0; done <= turn; done += 1) await rm(`${name}.${done}`, { force: true });
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
