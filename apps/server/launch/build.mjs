import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {'everything' | 'database client'} What
 * @type {Record<What, { tasks: string[], outputs: string[], inputs: string[] }>}
 */
const BUILDS = {
  'database client': {
    tasks: ['generate', '--filter=@koersvast/db'],
    outputs: ['packages/db/src/generated/client.ts'],
    inputs: ['package-lock.json', 'prisma/schema.prisma'],
  },
  everything: {
    tasks: ['generate', 'build', '--filter=@koersvast/db', '--filter=@koersvast/web'],
    outputs: ['packages/db/src/generated/client.ts', 'apps/web/dist/index.html'],
    inputs: [
      'package-lock.json',
      'prisma/schema.prisma',
      'turbo.json',
      'tsconfig.json',
      'apps/web',
      'packages/core',
      'packages/contracts',
      'packages/highlighter',
      'packages/api',
    ],
  },
};
const NOT_INPUTS = new Set([
  'node_modules',
  'dist',
  'generated',
  'bench',
  '.turbo',
  'coverage',
  'test-results',
]);

/**
 * Generates the database client, and builds the web app, unless nothing has changed that they depend on.
 * Turbo knows what changed by content, but takes longer to say so than a warm start may take: files whose
 * size and time are as they were are not shown to it.
 * @param {string} root
 * @param {What} what
 * @param {(line: string) => void} say
 */
export function ensureBuilt(root, what, say) {
  const { tasks, outputs, inputs } = BUILDS[what];
  const stamp = path.join(root, 'node_modules', '.cache', 'koersvast', `${what.replaceAll(' ', '-')}.stamp`);
  const before = fingerprint(root, inputs);
  const kept = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (kept === before && outputs.every((file) => existsSync(path.join(root, file)))) return;
  say('Building what has changed');
  rmSync(stamp, { force: true });
  const turbo = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'turbo.cmd' : 'turbo');
  const { status, stdout, stderr, error } = spawnSync(turbo, ['run', ...tasks, '--output-logs=errors-only'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error(`The build failed.\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, before);
}

/**
 * @param {string} root
 * @param {string[]} inputs
 */
function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  };
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
