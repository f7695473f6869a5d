import type { InstallationRole } from '@koersvast/core/ability';

/** What of an HTTP request and its answer has to do with sessions. */
export interface RequestView {
  readonly cookie: string;
  readonly userAgent: string;
  /** The address that the request came from, proxies that are trusted taken off. */
  readonly address: string;
  setCookie(cookie: string): void;
  /** Has the browser forget what it keeps of pages and answers; what waits to be sent is not of these. */
  clearCache?(): void;
}

/** A session that stands. */
export interface CurrentSession {
  readonly id: string;
  readonly personId: string;
  readonly installationRole: InstallationRole;
  /** Until when it counts that its person has just signed in again at the provider. */
  readonly confirmedUntil?: Date | undefined;
}

/** Signing in and out. Tokens leave only as cookies; whatever better-auth returns stays in here. */
export interface Auth {
  /**
   * Returns the id of the person. Throws `wrong_credentials`, the same and after the same work for an address
   * that nobody has, `account_retired` to whoever knows the password, and `too_many_attempts`.
   */
  signIn(request: RequestView, credentials: { email: string; password: string }): Promise<string>;
  /** The same for somebody who has just chosen this password: not counted as an attempt. */
  enter(request: RequestView, credentials: { email: string; password: string }): Promise<string>;
  /**
   * The session of the cookie, prolonged when it is used, once in a quarter of an hour; null when it stands no longer,
   * which is so thirty days after it was begun at the latest. Throws `busy`
   * when the database cannot say, and `not_signed_in` when it ended just now.
   */
  find(request: RequestView): Promise<CurrentSession | null>;
  /** Everywhere: all sessions of the person, and their tokens too. */
  signOut(request: RequestView, options: { everywhere: boolean }): Promise<void>;
  /**
   * Ends all other sessions of the person, and their tokens unless they keep them. Throws `not_signed_in`,
   * `password_wrong` or `too_many_attempts`.
   */
  changePassword(
    request: RequestView,
    given: { current: string; next: string; keepTokens?: boolean | undefined },
  ): Promise<void>;
  /**
   * Whether it is the person at the keyboard: by the password, or because they signed in again at the provider within
   * the last minutes. Throws `not_signed_in`, `password_wrong` or `too_many_attempts`, and `confirm_at_provider` to
   * whoever gives no password and can do the other.
   */
  confirm(request: RequestView, password: string | undefined): Promise<CurrentSession>;
  /**
   * Begins a session of somebody whom the provider knows, which ends after twelve hours however much it is used.
   * Throws `account_retired`.
   */
  open(request: RequestView, personId: string): Promise<void>;
  /** Whether a session still stands. */
  stands(sessionId: string): Promise<boolean>;
}
