import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Step } from './parts.ts';
import { readPlaywrightReport, readVitestReport } from './report.ts';

export interface Tally {
  passed: number;
  failed: number;
}

interface Outcome extends Tally {
  /** Empty when nothing failed. */
  reason: string;
  /** What failed, and why: the tests, or where there are none the last that was printed. */
  named: readonly string[];
  /** The tests that passed when they were played once more, and what they had failed of. */
  shaky: readonly string[];
}

/** So many lines are shown again of a step that failed and whose report names nothing. */
const SHOWN_AGAIN = 12;

/** Only what hangs takes so long, also on a machine that has much else to do. */
const LIMIT_MS = 60 * 60_000;
const running = new Set<ChildProcess>();

/** Runs one step, shows what it prints as it comes, and counts. */
export async function runStep(
  step: Step,
  context: { root: string; environment: Record<string, string>; prefix: string },
): Promise<Outcome> {
  const printed: string[] = [];
  const code = await run(step, context, printed);
  if (!step.report) {
    return code === 0
      ? { passed: 1, failed: 0, reason: '', named: [], shaky: [] }
      : { passed: 0, failed: 1, reason: `ended with ${code}`, named: tellingOf(printed), shaky: [] };
  }
  const read = step.report.kind === 'vitest' ? readVitestReport : readPlaywrightReport;
  const text = await readFile(step.report.file, 'utf8').catch(() => '');
  const counts = read(text, step.report.mustCover ?? [], context.root);
  const named = counts.named.length > 0 ? counts.named : tellingOf(printed);
  // Some failures (a suite that does not load, an error after the last test) are no test's own.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, reason: `ended with ${code}`, named };
  return counts.failed > 0 ? { ...counts, named } : counts;
}

/** Of what was printed: the first lines that name a file, or else the last ones. */
export function tellingOf(printed: readonly string[]): readonly string[] {
  const lines = printed.filter((line) => line.trim() !== '');
  const pointing = lines.filter((line) => /\w\.(?:[cm]?[jt]sx?|css|json|md|prisma)\b/.test(line));
  return pointing.length > 0 ? pointing.slice(0, SHOWN_AGAIN) : lines.slice(-SHOWN_AGAIN);
}

export function endEverything(): void {
  for (const child of running) end(child);
}

function run(
  step: Step,
  { root, environment, prefix }: { root: string; environment: Record<string, string>; prefix: string },
  printed: string[],
): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', ...environment, ...step.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it started ends with it.
      detached: process.platform !== 'win32',
    });
    running.add(child);
    const limit = setTimeout(() => end(child), LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        process.stdout.write(`[${prefix}] ${line}\n`);
        printed.push(line);
      });
    }
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      running.delete(child);
      resolve(code ?? signal ?? 1);
    });
  });
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGTERM');
}
