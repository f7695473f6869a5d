import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 250;

/**
 * Calls `onGone` when the npm that runs this script has ended. npm hands a signal to a shell, and the shell does
 * not hand it on: without this, the server would go on, unseen, after `npm start` has been stopped.
 * @param {() => void} onGone
 */
export function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const npm = findNpm(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}

/**
 * The parent is npm's shell, and npm is one further; a shell that has replaced itself by this process is not there.
 * @param {number} parent
 */
function findNpm(parent) {
  try {
    if (!readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes('.mjs')) return parent;
    const fields = readFileSync(`/proc/${parent}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[1]);
  } catch {
    return parent;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
