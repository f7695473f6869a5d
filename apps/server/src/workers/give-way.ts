import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Whoever waits for an answer comes before work that takes long, where there are not enough processors for both: before
 * this process within its session, and before its session, which must be its own (sched(7), autogroup).
 */
export function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  const nice = constants.priority.PRIORITY_BELOW_NORMAL;
  // Not everywhere may a program say so, and not every system knows of sessions; then all are equal.
  attempt(() => setPriority(pid, nice));
  if (process.platform === 'linux') attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(nice)));
}

function attempt(deed: () => void): void {
  try {
    deed();
  } catch {
    // Then it stays as it was.
  }
}
