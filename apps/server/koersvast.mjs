// What `npm run koersvast` runs, on whatever Node the machine has.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './launch/run.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
await runProgram({
  root: path.join(here, '..', '..'),
  program: path.join(here, 'src', 'koersvast.ts'),
  what: 'database client',
  // What a command prints may be piped on.
  say: (line) => process.stderr.write(`${line}\n`),
});
