import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of the program. */
  readonly root: string;
  readonly platform?: NodeJS.Platform;
}

/**
 * Where the data lies when nobody says so: the place that the system has for the data of programs, not the clone,
 * which may be cleaned. Only where that place can be neither used nor made (a home that is read-only, or none at
 * all, as in some containers) the data lies in the clone, in a folder that Git leaves alone. Data that is there
 * already is always found again, whatever has become of the home meanwhile.
 */
export function defaultDataDir(surroundings: Surroundings): string {
  const inHome = placeOfSystem(surroundings);
  const inClone = path.join(surroundings.root, 'koersvast-data');
  if (inHome !== null && existsSync(inHome) && canWrite(inHome)) return inHome;
  if (existsSync(inClone)) return inClone;
  return inHome !== null && canMake(inHome) ? inHome : inClone;
}

function placeOfSystem({ environment, platform = process.platform }: Surroundings): string | null {
  const home = findHome();
  if (platform === 'win32') {
    const local = environment.LOCALAPPDATA ?? (home && path.join(home, 'AppData', 'Local'));
    return local ? path.join(local, 'Koersvast') : null;
  }
  if (platform === 'darwin') return home && path.join(home, 'Library', 'Application Support', 'Koersvast');
  const shared = environment.XDG_DATA_HOME || (home && path.join(home, '.local', 'share'));
  return shared ? path.join(shared, 'koersvast') : null;
}

/** Null for a user who is in no list of users, and has no HOME. */
function findHome(): string | null {
  try {
    const home = homedir();
    return path.isAbsolute(home) ? home : null;
  } catch {
    return null;
  }
}

/** Whether a folder can be made here: the nearest one above it that is there can be written. */
function canMake(folder: string): boolean {
  let nearest = folder;
  while (!existsSync(nearest) && path.dirname(nearest) !== nearest) nearest = path.dirname(nearest);
  return canWrite(nearest);
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
