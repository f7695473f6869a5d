/** Prints the answers to the cases of a file: npm run --silent cases -w packages/agreement -- FILE */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answerCases } from './answer.ts';

const [file] = process.argv.slice(2);
// Whoever reads the answers may stop before the last one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
if (file === undefined) {
  process.stderr.write('Name a file with cases: npm run --silent cases -w packages/agreement -- FILE\n');
  process.exitCode = 2;
} else {
  try {
    // npm starts scripts in the package's folder; a relative name is meant from where npm was called.
    const called = resolve(process.env.INIT_CWD ?? '.', file);
    const text = readFileSync(existsSync(called) ? called : resolve(file), 'utf8');
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    for (const line of answerCases(content)) process.stdout.write(`${JSON.stringify(line)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
