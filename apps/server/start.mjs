// What `npm start` runs, on whatever Node the machine has.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './launch/run.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
await runProgram({
  root: path.join(here, '..', '..'),
  program: path.join(here, 'src', 'main.ts'),
  what: 'everything',
  say: (line) => process.stdout.write(`${line}\n`),
});
