import { startPooler, startTestCluster } from '@koersvast/db/testing';
import { startVitest } from 'vitest/node';

// The tests of the API through a PgBouncer in transaction mode. Words name the files that are wanted; without any, all.

const cluster = await startTestCluster();
const pooler = await startPooler(cluster.url);
if (pooler) {
  process.env.TEST_DATABASE_URL = cluster.url;
  process.env.TEST_POOLER_URL = pooler.url;
  const named = process.argv.slice(2);
  const run = { run: true, testTimeout: 60_000 };
  // As `npm test` runs them: who puts something else in the place of a module is alone.
  const alone = '**/*.alone.test.ts';
  const together = { ...run, isolate: false, exclude: [alone], passWithNoTests: true };
  await (await startVitest(named, together)).close();
  await (await startVitest(named, { ...run, include: [alone], passWithNoTests: true })).close();
  await pooler.stop();
} else process.stdout.write('Left out: there is no program pgbouncer on this machine.\n');
await cluster.stop();
