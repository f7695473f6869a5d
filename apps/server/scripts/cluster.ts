import path from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

// Two servers on PostgreSQL under Patroni, whose primary is killed and whose network is cut while coders write.

const { values } = parseArgs({
  options: { kills: { type: 'string' }, cuts: { type: 'string' }, coders: { type: 'string' } },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a number`);
  process.env[`CLUSTER_${name.toUpperCase()}`] = value;
}
const config = path.join(import.meta.dirname, '../vitest.cluster.config.ts');
const vitest = await startVitest([], { run: true, mode: 'full', config });
await vitest.close();
