import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findNode } from './node.mjs';

/**
 * @typedef {'everything' | 'database client'} What
 * @typedef {{ name: string, folder: string, command: string[], output: string, inputs: string[] }} Step
 */

/** @type {Step} */
const DATABASE_CLIENT = {
  name: 'database-client',
  folder: 'packages/db',
  command: ['scripts/generate.ts'],
  output: 'packages/db/src/generated/client.ts',
  inputs: ['package-lock.json', 'prisma/schema.prisma', 'packages/db/scripts/generate.ts'],
};

/** @type {Step} */
const WEB = {
  name: 'web',
  folder: 'apps/web',
  command: ['../../node_modules/vite/bin/vite.js', 'build', '--logLevel=error'],
  output: 'apps/web/dist/index.html',
  inputs: [
    'package-lock.json',
    'tsconfig.json',
    'apps/web',
    'packages/core',
    'packages/contracts',
    'packages/highlighter',
    'packages/api',
  ],
};

/** @type {Record<What, Step[]>} */
const STEPS = { 'database client': [DATABASE_CLIENT], everything: [DATABASE_CLIENT, WEB] };

const NOT_INPUTS = new Set([
  'node_modules',
  'dist',
  'generated',
  'bench',
  'testing',
  '.turbo',
  'coverage',
  'test-results',
]);

/**
 * Generates the database client, and builds the web app, where something has changed on which they depend.
 * @param {string} root
 * @param {What} what
 * @param {(line: string) => void} say
 */
export function ensureBuilt(root, what, say) {
  const changed = STEPS[what].filter((step) => !isBuilt(root, step));
  if (changed.length > 0) say('Building what has changed');
  for (const step of changed) build(root, step);
}

/**
 * Files whose size and time are as they were are not read: a warm start may not take so long.
 * @param {string} root
 * @param {Step} step
 */
function isBuilt(root, { name, output, inputs }) {
  if (!existsSync(path.join(root, output))) return false;
  const file = stampOf(root, name);
  const [times, content] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (times === hashOf(root, inputs, timeOf)) return true;
  if (content !== hashOf(root, inputs, readFileSync)) return false;
  writeStamp(root, name, inputs);
  return true;
}

/**
 * @param {string} root
 * @param {Step} step
 */
function build(root, { name, folder, command, inputs }) {
  rmSync(stampOf(root, name), { force: true });
  const { status, stdout, stderr, error } = spawnSync(findNode(root) ?? process.execPath, command, {
    cwd: path.join(root, folder),
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`The build failed.\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  writeStamp(root, name, inputs);
}

/**
 * @param {string} root
 * @param {string} name
 */
function stampOf(root, name) {
  return path.join(root, 'node_modules', '.cache', 'koersvast', `${name}.stamp`);
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string[]} inputs
 */
function writeStamp(root, name, inputs) {
  const file = stampOf(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${hashOf(root, inputs, timeOf)}\n${hashOf(root, inputs, readFileSync)}`);
}

/** @param {string} file */
function timeOf(file) {
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

/**
 * @param {string} root
 * @param {string[]} inputs
 * @param {(file: string) => string | Uint8Array} look
 */
function hashOf(root, inputs, look) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) =>
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(look(file))
      .update('\n');
  const walk = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_INPUTS.has(entry.name)) continue;
      const child = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(child);
      else if (!entry.name.includes('.test.')) add(child);
    }
  };
  for (const input of inputs) {
    const place = path.join(root, input);
    if (statSync(place).isDirectory()) walk(place);
    else add(place);
  }
  return hash.digest('hex');
}
