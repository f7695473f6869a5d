import { startTestCluster } from './cluster.ts';

/**
 * Global set-up of a test run that needs PostgreSQL (Vitest and Playwright alike). With TEST_DATABASE_URL
 * the tests share that server; otherwise one is started for this run.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => {};
  const cluster = await startTestCluster();
  process.env.TEST_DATABASE_URL = cluster.url;
  return async () => {
    delete process.env.TEST_DATABASE_URL;
    await cluster.stop();
  };
}
