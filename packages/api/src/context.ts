import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { InstallationRole } from '@koersvast/core/ability';
import { type Backups, type Database, type Feed, KeepingRefusal } from '@koersvast/db';
import type { Jobs } from './job/runner.ts';
import { type Auth, createAuth, type RequestView } from './session/auth.ts';
import { type Work, workHere } from './work/work.ts';

/** How long a request waits for the database before it is `busy`, all its waiting together. In milliseconds. */
export const patienceMs = 5_000;

/** Who is signed in, as far as every procedure needs to know. */
export interface SignedInPerson {
  readonly id: string;
  readonly installationRole: InstallationRole;
}

/** The small part of a logger that procedures use. Never document text, never a secret. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What every procedure needs, without HTTP: a test makes one as easily as the server does. */
export interface InnerContext {
  readonly db: Database;
  readonly feed: Feed;
  /** The backups in the data folder of the server. */
  readonly backups: Backups;
  readonly work: Work;
  /** Who does what takes long. */
  readonly jobs: Jobs;
  readonly person: SignedInPerson | null;
  readonly log: Log;
  /** How long the request has waited already, in milliseconds. */
  readonly waited: number;
  /** Named in the log beside what went wrong. */
  readonly requestId: string;
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  /** Signing in and out, for the procedures of the session. */
  readonly auth: Auth;
  readonly request: RequestView;
  /** Whether the session still stands: asked again and again while a stream is open. */
  revalidate(): Promise<boolean>;
}

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
    jobs: noJobs,
    log: { error: () => undefined, warn: () => undefined },
    requestId: randomUUIDv7(),
    waited: 0,
    now: () => new Date(),
    newId: () => randomUUIDv7(),
    revalidate: async () => options.person !== null,
    ...options,
  };
}
