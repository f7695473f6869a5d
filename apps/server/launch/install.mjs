import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leaveOut } from './leave-out.mjs';
import { findNode } from './node.mjs';

/**
 * For running, what the program needs to be built and run; for testing, all the rest as well.
 * @typedef {'running' | 'testing'} Purpose
 */

/**
 * Runs `npm ci` unless what is installed is what the lockfile says. Returns whether it had to.
 * @param {string} root
 * @param {Purpose} purpose
 * @param {(line: string) => void} say
 */
export function ensureInstalled(root, purpose, say) {
  if (isInstalled(root, purpose)) return false;
  say('Installing what is missing (once; a few minutes on a slow line)');
  // Of a half-made installation nothing may be used, least of all a Node that npm is about to replace.
  const outside = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(path.delimiter);
  const npm = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const canRunItself = npm && node && existsSync(node) && !node.startsWith(path.join(root, 'node_modules'));
  const cache = spareCache(root);
  const args = [
    'ci',
    purpose === 'running' ? '--omit=dev' : '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  if (cache) args.push(`--cache=${cache}`);
  const { status, error } = spawnSync(canRunItself ? node : 'npm', canRunItself ? [npm, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: outside, npm_config_ignore_scripts: 'false' },
    shell: !canRunItself && process.platform === 'win32',
  });
  if (cache) rmSync(cache, { recursive: true, force: true });
  if (status !== 0)
    throw new Error(`npm could not install what is missing${error ? `: ${error.message}` : ''}.`);
  if (!findNode(root))
    throw new Error('npm did not install Node 24: allow its install scripts, or use Node 24.');
  if (purpose === 'running') leaveOut(root);
  return true;
}

/**
 * npm refuses to install without a cache. Where the one that it would use can be neither written nor made (a home
 * that is read-only or that no user has), it gets one for this time.
 * @param {string} root
 */
function spareCache(root) {
  const usual = process.env.npm_config_cache;
  if (!usual) return null;
  try {
    mkdirSync(path.resolve(root, usual), { recursive: true });
    accessSync(path.resolve(root, usual), constants.W_OK);
    return null;
  } catch {
    return mkdtempSync(path.join(tmpdir(), 'koersvast-npm-'));
  }
}

/**
 * npm writes down what it has installed in a second lockfile: compare the two, whoever ran npm, and however.
 * @param {string} root
 * @param {Purpose} purpose
 */
export function isInstalled(root, purpose) {
  try {
    const wanted = readPackages(path.join(root, 'package-lock.json'));
    const present = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(
      ([name, { version, integrity, link, dev, optional, devOptional }]) => {
        if (!name.startsWith('node_modules/') || link || (dev && purpose === 'running')) return true;
        const found = present[name];
        if (!found) return Boolean(optional || devOptional);
        return found.version === version && found.integrity === integrity;
      },
    );
  } catch {
    return false;
  }
}

/** @typedef {{ version?: string, integrity?: string, link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
