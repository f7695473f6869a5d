import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode, isThisNode } from './node.mjs';
import { watchNpm } from './npm.mjs';

/**
 * Installs and builds what is missing or has changed, and then runs a program with the Node that the project
 * brings: in this process when that is its Node already, which saves the start of another.
 * @param {{ root: string, program: string, what: import('./build.mjs').What, say: (line: string) => void }} options
 */
export async function runProgram({ root, program, what, say }) {
  try {
    ensureInstalled(root, 'running', say);
    ensureBuilt(root, what, say);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
  const node = findNode(root) ?? process.execPath;
  if (isThisNode(node)) {
    watchNpm(() => process.kill(process.pid, 'SIGTERM'));
    await import(pathToFileURL(program).href);
    return;
  }
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; this process only waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
