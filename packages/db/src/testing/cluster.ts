import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../embedded/embedded.ts';

export interface TestCluster {
  url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own in a temporary folder, tuned for speed and gone after `stop`. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'koersvast-test-'));
  const embedded = await openEmbedded({ dataDir, durable: false });
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
