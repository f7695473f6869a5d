import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Puts a disk of so many bytes in the place of this folder; throws where the machine does not let us. */
export function mountSmallDisk(folder: string, bytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
}

export function unmountSmallDisk(folder: string): void {
  execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
}

/** Whether this machine lets us make a small disk, to try what happens on a full one; else says that `what` is left out. */
export function canMountSmallDisk(what: string): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'koersvast-disk-'));
  try {
    mountSmallDisk(folder, 16_384);
    unmountSmallDisk(folder);
    return true;
  } catch {
    process.stdout.write(`Left out: "${what}", because this machine lets nobody make a small disk.\n`);
    return false;
  } finally {
    rmdirSync(folder);
  }
}
