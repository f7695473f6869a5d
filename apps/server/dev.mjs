// What `npm run dev` runs, on whatever Node the machine has.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './launch/run.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
await runProgram({
  root: path.join(here, '..', '..'),
  program: path.join(here, 'scripts', 'dev.ts'),
  what: 'database client',
  say: (line) => process.stdout.write(`${line}\n`),
});
