import { randomUUIDv7 } from 'node:crypto';
import type { InstallationRole } from '@koersvast/core';
import type { Database, Feed } from '@koersvast/db';

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
  readonly person: SignedInPerson | null;
  readonly log: Log;
  /** Named in the log beside what went wrong. */
  readonly requestId: string;
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  /** Whether the session still stands: asked again and again while a stream is open. */
  revalidate(): Promise<boolean>;
}

export type InnerContextOptions = Pick<InnerContext, 'db' | 'feed' | 'person'> & Partial<InnerContext>;

export function createInnerContext(options: InnerContextOptions): InnerContext {
  return {
    log: { error: () => undefined, warn: () => undefined },
    requestId: randomUUIDv7(),
    now: () => new Date(),
    newId: () => randomUUIDv7(),
    revalidate: async () => options.person !== null,
    ...options,
  };
}
