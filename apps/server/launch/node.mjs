import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The oldest that runs TypeScript as it is written here. */
const OLDEST_MAJOR = 24;

/**
 * The Node that runs the program: the pinned one; else this one, when it is new enough; else null.
 * @param {string} root
 */
export function findNode(root) {
  const folder = path.join(root, 'node_modules', 'node', 'bin');
  const pinned = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(pinned)) return pinned;
  return Number(process.versions.node.split('.')[0]) >= OLDEST_MAJOR ? process.execPath : null;
}

/**
 * Whether that Node is the one that runs this: then there is no need to start another process.
 * @param {string} node
 */
export function isThisNode(node) {
  try {
    return realpathSync(node) === realpathSync(process.execPath);
  } catch {
    return false;
  }
}
