import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ChainHead } from '@koersvast/db';
import { destination, type Logger, pino } from 'pino';

const LIMIT_BYTES = 5_000_000;

/** The log of this installation, in the data folder: the terminal is for what a person needs to know. */
export async function openLog(dataDir: string): Promise<Logger> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'server.log');
  const written = await stat(file).catch(() => null);
  if (written && written.size > LIMIT_BYTES) await rename(file, `${file}.old`);
  return pino({ level: 'warn' }, destination({ dest: file, sync: true, mode: 0o600 }));
}

/** Where the chain of each project ends, so that the log can show later whether what was before is still the same. */
export function logHeads(log: Logger, when: string, heads: readonly ChainHead[]): void {
  log.child({}, { level: 'info' }).info({ heads }, `the heads of the chains ${when}`);
}
