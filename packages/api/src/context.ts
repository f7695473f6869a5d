import type { InstallationRole } from '@koersvast/core/ability';
import type { Backups, Database, Feed, IntakeRoom } from '@koersvast/db';
import type { Auth, RequestView } from './signing-in.ts';
import type { Work } from './work/work.ts';

/*
 * What a request carries, said in types alone: every room knows this file, so that it knows no room, but for what is
 * done aside, which in turn knows nothing of requests.
 */

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

/** What requests know of those who do the long work. */
export interface Jobs {
  /** Makes sure that somebody looks for work. */
  start(): void;
  /** Aborted when the server ends: who waits for a job need not go on waiting here. */
  readonly closing: AbortSignal;
}

/** What requests know of those who send mail. */
export interface Post {
  /** The sender's address. */
  readonly from: string;
  /** Something may wait to be sent. */
  wake(): void;
}

/** What every procedure needs, without HTTP: a test makes one as easily as the server does. */
export interface InnerContext {
  readonly db: Database;
  readonly feed: Feed;
  /** The backups in the data folder of the server. */
  readonly backups: Backups;
  readonly work: Work;
  /** How large files may be that somebody adds, set by whoever runs the server. */
  readonly uploads: IntakeRoom;
  /** Who does what takes long. */
  readonly jobs: Jobs;
  /** Who sends mail; null where the installation sends none. */
  readonly post: Post | null;
  readonly person: SignedInPerson | null;
  readonly log: Log;
  /** How long the request has waited already, in milliseconds. */
  readonly waited: number;
  /** Named in the log beside what went wrong. */
  readonly requestId: string;
  /** Told of each procedure that was answered, by its name. */
  answered(procedure: {
    readonly name: string;
    readonly status: number;
    readonly milliseconds: number;
  }): void;
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  /** Signing in and out, for the procedures of the session. */
  readonly auth: Auth;
  readonly request: RequestView;
  /** Whether the session still stands: asked again and again while a stream is open. */
  revalidate(): Promise<boolean>;
}
