import { readFileSync } from 'node:fs';

/** What Linux counts processor time in, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * How many milliseconds of a processor a process has had, by `/proc/PID/stat` (proc(5): its name stands in brackets and
 * may hold anything; user and system time are the 14th and 15th field). Null where the system does not say so.
 */
export function processorTimeOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? (ticks * 1_000) / TICKS_PER_SECOND : null;
  } catch {
    return null;
  }
}
