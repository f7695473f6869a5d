import { createFirstOwner } from '@koersvast/api';
import { createFeed } from '@koersvast/db';
import { createTestDatabase, type TestDatabase } from '@koersvast/db/testing';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createHttpServer, type HttpOptions } from '../http.ts';
import { Browser, origin } from './browser.ts';

export const owner = { name: 'Olga Eigenaar', email: 'olga@example.org', password: 'a long enough password' };

/** A real server on a free port with a database of its own, its owner and the sample project. */
export interface Installation {
  readonly db: TestDatabase;
  readonly server: FastifyInstance;
  readonly url: string;
  /** What the server has written into its log. */
  log(): string;
  /** A browser that nobody has signed in with. */
  browser(): Browser;
  /** The owner's browser. */
  owner(): Promise<Browser>;
  close(): Promise<void>;
}

export async function openInstallation(over: Partial<HttpOptions> = {}): Promise<Installation> {
  const db = await createTestDatabase({ poolSize: 8 });
  await createFirstOwner(db, owner);
  const feed = createFeed(db);
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const server = await createHttpServer({
    db,
    feed,
    log,
    secret: 'a secret that nobody but this test knows',
    settings: { trustProxy: false },
    addresses: { main: origin, origins: [origin] },
    ...over,
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const browser = () => new Browser(url);
  return {
    db,
    server,
    url,
    log: () => lines.join(''),
    browser,
    owner: async () => {
      const made = browser();
      await made.mutate('session.signIn', { email: owner.email, password: owner.password });
      return made;
    },
    close: async () => {
      await server.close();
      await feed.close();
      await db.drop();
    },
  };
}
