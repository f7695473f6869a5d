import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { type Backups, KeepingRefusal, usualRoom } from '@koersvast/db';
import type { InnerContext, Jobs } from './context.ts';
import { createAuth } from './session/auth.ts';
import type { RequestView } from './signing-in.ts';
import { workHere } from './work/work.ts';

export type InnerContextOptions = Pick<InnerContext, 'db' | 'feed' | 'person'> & Partial<InnerContext>;

/** Without HTTP: no cookie comes in and none goes out. */
const noRequest: RequestView = {
  cookie: '',
  userAgent: '',
  address: '127.0.0.1',
  setCookie: () => undefined,
};

/** Without a data folder. */
const noBackups: Backups = {
  list: async () => [],
  make: async () => {
    throw new KeepingRefusal('There is no folder for backups here.');
  },
};

/** Without a server: nobody does what takes long. */
const noJobs: Jobs = {
  start: () => {
    throw new Error('nobody does long work here');
  },
  closing: new AbortController().signal,
};

export function createInnerContext(options: InnerContextOptions): InnerContext {
  return {
    auth:
      options.auth ??
      createAuth({ db: options.db, secret: randomBytes(32).toString('base64url'), secure: false }),
    request: noRequest,
    backups: noBackups,
    work: workHere,
    uploads: usualRoom,
    jobs: noJobs,
    post: null,
    provider: null,
    log: { error: () => undefined, warn: () => undefined },
    requestId: randomUUIDv7(),
    waited: 0,
    answered: () => undefined,
    now: () => new Date(),
    newId: () => randomUUIDv7(),
    revalidate: async () => options.person !== null,
    ...options,
  };
}
