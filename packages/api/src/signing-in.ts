import type { FactorState } from '@koersvast/contracts';
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

/** With what somebody signs in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/** A session that stands. */
export interface CurrentSession {
  readonly id: string;
  readonly personId: string;
  readonly installationRole: InstallationRole;
  /** Until when it counts that its person has just signed in again at the provider. */
  readonly confirmedUntil?: Date | undefined;
}

/**
 * What somebody proves beside their password: codes of an app (RFC 6238), each taken once, or recovery codes. What is
 * asked with the password has been asked before.
 */
export interface SecondFactor {
  state(personId: string): Promise<FactorState>;
  /**
   * At sign-in. Throws `code_needed`, `code_wrong`, `too_many_attempts`, and `factor_needed` where the installation
   * demands one that they do not have.
   */
  pass(personId: string, code: string | undefined): Promise<void>;
  /** Of whoever is signed in, where they have one. Throws `code_needed`, `code_wrong`, `too_many_attempts`. */
  passOwn(personId: string, code: string | undefined): Promise<void>;
  /** A new secret, which counts for nothing until a code of it is confirmed. Throws `factor_stands`. */
  begin(person: {
    readonly id: string;
    readonly email: string;
  }): Promise<{ secret: string; address: string }>;
  /** From now on codes are asked for. Returns the recovery codes. Throws `code_wrong`, `factor_stands`, `not_found`. */
  confirm(personId: string, code: string): Promise<string[]>;
  /** New recovery codes, in the place of those that are left. Throws `code_wrong`, `too_many_attempts`, `not_found`. */
  renewCodes(personId: string, code: string): Promise<string[]>;
  /** Throws the same, and `factor_demanded`. */
  end(personId: string, code: string): Promise<void>;
}

/** Signing in and out. Tokens leave only as cookies; whatever better-auth returns stays in here. */
export interface Auth {
  /**
   * Returns the id of the person. Throws `wrong_credentials`, the same and after the same work for an address
   * that nobody has, and `too_many_attempts`; to whoever knows the password `account_retired`, and what `factor.pass`
   * throws.
   */
  signIn(request: RequestView, credentials: Credentials): Promise<string>;
  /**
   * The same for somebody who has just chosen this password: not counted as an attempt. Null where they have no second
   * factor yet that is demanded here: they set it up when they sign in.
   */
  enter(request: RequestView, credentials: Credentials): Promise<string | null>;
  /** Whose password it is, without signing in; counted, and refused, as `signIn`. */
  prove(request: RequestView, credentials: Credentials): Promise<string>;
  readonly factor: SecondFactor;
  /** Confirms the second factor that they have begun with, and signs in. Returns the recovery codes. */
  confirmAndEnter(request: RequestView, credentials: Credentials, code: string): Promise<string[]>;
  /**
   * The session of the cookie, prolonged when it is used, once in a quarter of an hour; null when it stands no longer,
   * which is so thirty days after it was begun at the latest. Throws `busy`
   * when the database cannot say, and `not_signed_in` when it ended just now.
   */
  find(request: RequestView): Promise<CurrentSession | null>;
  /** Whether a session of this browser would stand, had its account not been retired. */
  isRetired(request: RequestView): Promise<boolean>;
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
