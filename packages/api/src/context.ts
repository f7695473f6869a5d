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
  /** Until when it counts that they have just signed in again at the provider. */
  readonly confirmedUntil?: Date | undefined;
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
  /** Who gets no more digests by this link; null where it is none of ours. */
  personOfStopLink(token: string): string | null;
}

/** Who somebody is for the provider: issuer and subject together, and nothing else, say which account it is. */
export interface Identity {
  /** As a URL is spelled, so that it is the same with and without a slash at its end. */
  readonly issuer: string;
  readonly subject: string;
  /** Empty where the provider says none. */
  readonly name: string;
  /** Nobody has proved that it is theirs: never a reason to take somebody for somebody. */
  readonly email: string | null;
}

/** What somebody goes to the provider for. */
export type Errand =
  | { readonly for: 'sign-in'; readonly next?: string | undefined }
  | { readonly for: 'join'; readonly token: string }
  | { readonly for: 'link' | 'confirm'; readonly personId: string; readonly sessionId: string };

/** Somebody who is back from the provider. */
export interface Returned {
  /** Null where nothing was begun in this browser, or too long ago. */
  readonly errand: Errand | null;
  /** Asks the provider who it is, once. Throws a refusal whose code begins with `provider_`. */
  identify(): Promise<Identity>;
}

/** What requests know of the provider at which people sign in with the account of their organisation. */
export interface Provider {
  readonly label: string;
  readonly issuer: string;
  /** Who alone signs in with a password, in an emergency; null where everybody may. */
  readonly emergencyOwner: string | null;
  /** Whether it answered when it was last asked. */
  ready(): boolean;
  /** Where somebody signs out there; null where that is nowhere, or not known yet. */
  signOutHref(): string | null;
  /** Where the page goes on to. The browser keeps what has to come back. Throws `provider_unreachable`. */
  begin(request: RequestView, errand: Errand): Promise<string>;
  /** Of an address that somebody came back with, what stands behind the `?`. */
  returned(request: RequestView, query: string): Returned;
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
  /** Where people sign in with the account of their organisation; null where passwords are all there is. */
  readonly provider: Provider | null;
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
