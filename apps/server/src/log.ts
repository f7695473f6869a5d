import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ChainHead } from '@koersvast/db';
import { destination, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

const LIMIT_BYTES = 5_000_000;
const LONGEST = 200;

/** What a program that gathers logs can take to a table or a constraint; none of them holds anybody's words. */
const NAMES = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'status'] as const;

/**
 * An error without what it quotes: databases and parsers put into their messages what somebody wrote. From the first
 * sign that opens a quotation to the last that closes one all is left out, and so are the fields beside the message.
 */
function errorInLog(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const held = error as unknown as Record<string, unknown>;
  const named = NAMES.flatMap((name) => (typeof held[name] === 'string' ? [[name, held[name]]] : []));
  return {
    type: error.name,
    message: withoutQuotes(error.message),
    ...Object.fromEntries(named),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause !== undefined && depth < 3 && { cause: errorInLog(error.cause, depth + 1) }),
  };
}

function withoutQuotes(message: string): string {
  const [line = ''] = message.trim().split('\n');
  const shorn = line.replace(/["'`(“‘[{].*["'`)”’\]}]/s, '…');
  // What opens and never closes was cut off by whoever quoted it.
  return shorn.replace(/["`“‘[{(].*$/s, '…').slice(0, LONGEST);
}

/** The same of an error that is told as its stack, from another process. */
export function stackInLog(stack: string): string {
  const [first = '', ...lines] = stack.split('\n');
  return [withoutQuotes(first), ...lines.filter((line) => /^\s+at /.test(line))].join('\n');
}

/** How every log of a server is written: no texts, names, addresses of people, secrets or query strings. */
export const logOptions = {
  serializers: { err: (error: unknown) => errorInLog(error) },
} satisfies LoggerOptions;

/** The log of this installation, in the data folder: the terminal is for what a person needs to know. */
export async function openLog(dataDir: string): Promise<Logger> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'server.log');
  const written = await stat(file).catch(() => null);
  if (written && written.size > LIMIT_BYTES) await rename(file, `${file}.old`);
  return pino({ ...logOptions, level: 'warn' }, destination({ dest: file, sync: true, mode: 0o600 }));
}

/** A line of JSON for each thing that happens, each request too, to be gathered by whoever runs many programs. */
export function openGatheredLog(to = destination({ dest: 1, sync: true })): Logger {
  return pino(
    {
      ...logOptions,
      level: 'info',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
}

/** Where the chain of each project ends, so that the log can show later whether what was before is still the same. */
export function logHeads(log: Logger, when: string, heads: readonly ChainHead[]): void {
  log.child({}, { level: 'info' }).info({ heads }, `the heads of the chains ${when}`);
}
