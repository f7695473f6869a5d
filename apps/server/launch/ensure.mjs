// Generates and builds what a command needs before it can be loaded: `node ensure.mjs [everything|database client]`.
import path from 'node:path';
import { ensureBuilt } from './build.mjs';

const what = process.argv[2] === 'database client' ? process.argv[2] : 'everything';
try {
  ensureBuilt(path.join(import.meta.dirname, '..', '..', '..'), what, (line) =>
    process.stdout.write(`${line}\n`),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
