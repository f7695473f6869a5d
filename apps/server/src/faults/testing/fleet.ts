import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabaseUrl, openTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import { Browser, origin } from '../../testing/browser.ts';
import { owner, signInAsOwner } from '../../testing/installation.ts';
import { freePort, launch, type RunAs, type ServerProcess } from '../../testing/server-process.ts';
import { type Crew, openCrew } from './crew.ts';

/** Real processes that serve one data folder. */
export interface Fleet {
  readonly dataDir: string;
  /** People who work there, in a study of their own. */
  openCrew(size?: number): Promise<Crew>;
  /** The one that runs in this place. */
  server(place?: number): ServerProcess;
  /** Where a browser turns to, by turns. */
  url(): string;
  /** Starts one anew in a place whose server has ended, run as before unless told otherwise; resolves when it can be asked. */
  restart(place?: number, as?: RunAs): Promise<ServerProcess>;
  close(): Promise<void>;
}

interface FleetOptions {
  /** How each is to run that serves; one for each place. */
  readonly places?: readonly { readonly environment?: Record<string, string>; readonly as?: RunAs }[];
  /** Instead of the PostgreSQL that the first of them starts in its data folder. */
  readonly databaseUrl?: string;
}

export async function openFleet({ places = [{}], databaseUrl }: FleetOptions): Promise<Fleet> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'koersvast-faults-'));
  const running: ServerProcess[] = [];
  const starting = places.map(async ({ environment, as }) => {
    const settings = {
      HOME: dataDir,
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      PUBLIC_URL: origin,
      FIRST_OWNER_EMAIL: owner.email,
      FIRST_OWNER_PASSWORD: owner.password,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ...environment,
    };
    return (otherwise = as) => launch(settings, otherwise);
  });
  const starters = await Promise.all(starting);
  const restart = async (place = 0, as?: RunAs) => {
    const started = starters[place]?.(as);
    if (!started) throw new Error(`there is no place ${place}`);
    running[place] = started;
    await started.running();
    return started;
  };
  for (const place of starters.keys()) await restart(place);
  const server = (place = 0) => {
    const found = running[place];
    if (!found) throw new Error(`there is no place ${place}`);
    return found;
  };
  let turn = 0;
  return {
    dataDir,
    openCrew: async (size) => openCrew(await signInAsOwner(new Browser(server().url)), size),
    server,
    url: () => server(turn++ % running.length).url,
    restart,
    close: async () => {
      for (const each of running) await each.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The same on a database of the test run, which the tests can look into. */
export async function openFleetOnTestDatabase(
  options: FleetOptions = {},
): Promise<Fleet & { readonly db: TestDatabase }> {
  const databaseUrl = await createTestDatabaseUrl();
  const db = openTestDatabase(databaseUrl);
  const fleet = await openFleet({ ...options, databaseUrl });
  return {
    ...fleet,
    db,
    close: async () => {
      await fleet.close();
      await db.drop();
    },
  };
}
