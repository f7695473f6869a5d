import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbedded } from '../embedded/embedded.ts';
import { isAlive } from '../embedded/start-lock.ts';

export interface TestCluster {
  url: string;
  stop(): Promise<void>;
}

const PREFIX = 'koersvast-test-';

/** A PostgreSQL of its own in a temporary folder, tuned for speed and gone after `stop`. */
export async function startTestCluster(): Promise<TestCluster> {
  await removeAbandoned();
  const dataDir = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  const embedded = await openEmbedded({ dataDir, durable: false });
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A test run that was killed leaves its server behind, which nobody else would ever stop. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(name.match(/^koersvast-test-(\d+)-/)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const folder = path.join(tmpdir(), name);
    const note = await readFile(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
    const postmaster = Number(note.split('\n')[0]);
    if (postmaster > 0 && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
