import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const nice = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Whoever waits for an answer comes before work that takes long, where there are not enough processors for both: before
 * this process within its session, and before its session, which must be its own (sched(7), autogroup). Not everywhere
 * may a program say so, and not every system knows of sessions; then all are equal.
 */
export function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, nice);
  } catch {
    // Then it stays as it was.
  }
  if (process.platform === 'linux') letSessionGiveWay(pid, 20);
}

/** Linux hears of one session in a tenth of a second from whoever is not root, whichever process says so. */
const busy = 150;

function letSessionGiveWay(pid: number, tries: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch (error) {
    const isEarly = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
    if (isEarly && tries > 1) setTimeout(() => letSessionGiveWay(pid, tries - 1), busy).unref();
  }
}
