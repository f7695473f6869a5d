import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

// Two servers of the version before, upgraded one after the other while coders write. A word names the commit or tag of
// before.

const { values, positionals } = parseArgs({
  options: { coders: { type: 'string', default: '8' } },
  allowPositionals: true,
});
if (!/^[1-9]\d*$/.test(values.coders)) throw new Error('--coders takes a number');
process.env.UPGRADE_CODERS = values.coders;
if (positionals[0] !== undefined) process.env.UPGRADE_FROM = positionals[0];
const vitest = await startVitest([], {
  run: true,
  include: ['src/upgrade/*.proof.ts'],
  passWithNoTests: true,
});
await vitest.close();
