import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setFlagsFromString } from 'node:v8';
import { StartRefusal } from '@koersvast/db';
import { runCommandLine } from './command-line.ts';
import { openConfiguredDatabase } from './database.ts';
import { readEnvironment } from './environment.ts';
import { readSettings } from './settings.ts';

const complain = (line: string) => process.stderr.write(`${line}\n`);
const GRACE_MS = 5_000;

// Commands go over much, a page at a time: the engine would take a hundred megabytes to throw pages away less often.
setFlagsFromString('--semi-space-growth-factor=1');

// Whoever reads what a command prints may have seen enough (`| head`): then there is nobody to print for, and nothing
// went wrong. What a command does is finished all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** What cannot be stopped in order ends all the same: the database takes back what was not finished. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    setTimeout(() => process.exit(130), GRACE_MS).unref();
  });
}

async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => stop.abort());
  try {
    return await terminal.question(question, { signal: stop.signal });
  } finally {
    terminal.close();
  }
}

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    open: async ({ schema, mayMake }) => {
      const settings = readSettings(readEnvironment());
      if (!settings.database && !mayMake && !existsSync(path.join(settings.dataDir, 'postgres'))) {
        throw new StartRefusal(
          `There is no Koersvast in ${settings.dataDir}: set DATA_DIR to its data folder.`,
        );
      }
      return openConfiguredDatabase(settings, { say: complain, schema });
    },
    say: (line) => process.stdout.write(`${line}\n`),
    complain,
    ask,
    signal: stop.signal,
    folder: process.env.INIT_CWD ?? process.cwd(),
  });
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
