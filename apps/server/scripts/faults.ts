import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

// The fault tests at the sizes at which they measure. Words name the files that are wanted; without any, all.

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' } },
  allowPositionals: true,
});
const numbers = { FAULT_SEEDS: values.seeds, FAULT_SEED: values.from };
for (const [name, value] of Object.entries(numbers)) {
  if (value === undefined) continue;
  if (!/^[1-9]\d*$/.test(value)) throw new Error('--seeds and --from take a number');
  process.env[name] = value;
}
const filters = positionals.length > 0 ? positionals.map((word) => `src/faults/${word}`) : ['src/faults/'];
// One after the other: they measure time.
await startVitest(filters, { run: true, mode: 'full', fileParallelism: false });
