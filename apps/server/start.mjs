// What `npm start` runs, on whatever Node the machine has: it installs and builds what is missing or has
// changed, and goes on with the Node that the project brings.
import { spawn } from 'node:child_process';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './launch/build.mjs';
import { ensureInstalled } from './launch/install.mjs';
import { findNode, isThisNode } from './launch/node.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');
const program = path.join(here, 'src', 'main.ts');

prepare();
const node = findNode(root) ?? process.execPath;
if (isThisNode(node)) {
  module.enableCompileCache?.(path.join(root, 'node_modules', '.cache', 'koersvast', 'compiled'));
  await import(pathToFileURL(program).href);
} else {
  const child = spawn(node, [program], { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; this process only waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function prepare() {
  try {
    ensureInstalled(root, say);
    ensureBuilt(root, say);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
