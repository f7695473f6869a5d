// What `npm test` runs, on whatever Node the machine has: it installs what is missing and goes on with the
// Node that the project brings.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../apps/server/launch/install.mjs';
import { findNode } from '../apps/server/launch/node.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

try {
  ensureInstalled(root, 'testing', (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

const child = spawn(
  findNode(root) ?? process.execPath,
  [path.join(root, '.ci', 'check.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGTERM'));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
