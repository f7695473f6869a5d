import { openNetwork } from '../apps/server/src/cluster/testing/network.ts';
import { missingPrograms } from '../apps/server/src/cluster/testing/patroni.ts';
import { install, mayInstall } from './debian.ts';

const MACHINES = 3;
/** In Debian, where Patroni asks etcd by a package that it only recommends. */
const PACKAGES = ['patroni', 'python3-etcd', 'etcd-server', 'haproxy', 'iproute2', 'postgresql'];
/** Other work goes on meanwhile, but what a cluster proves is not worth a run that waits for it. */
const FETCH_WITHIN_MS = 45_000;

/**
 * Whether a cluster can be started here: empty, or a sentence about what is missing. Where CI says that the machine is its
 * own (`CI`), what Debian has of it is installed; nobody else's is changed.
 */
export async function ensureCluster(say: (line: string) => void): Promise<string> {
  if ((await missingPrograms()).length > 0 && process.env.CI && mayInstall()) {
    say(`Fetching what makes a cluster (the packages ${PACKAGES.join(', ')})`);
    await install(PACKAGES, { fetchMs: FETCH_WITHIN_MS });
  }
  const missing = await missingPrograms();
  if (missing.length > 0)
    return `this machine has no ${missing.join(', no ')}, which Debian’s packages ${PACKAGES.join(', ')} bring`;
  const network = await openNetwork(MACHINES);
  await network?.close();
  return network ? '' : 'this machine lets nobody make networks of their own, as whoever is not root';
}
