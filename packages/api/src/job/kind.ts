import type { JobKind, JobStep, jobKinds } from '@koersvast/core/job';
import type { Access, Backups, Database, HeldJob, IntakeRoom, Tx } from '@koersvast/db';
import type { z } from 'zod';
import type { InnerContext, Log, SignedInPerson } from '../context.ts';

/** What every job may use: the program's, not that of the request by which somebody asked for it. */
export interface JobServices {
  readonly db: Database;
  readonly backups: Backups;
  readonly work: InnerContext['work'];
  /** How large files may be that somebody adds; as is usual where nothing was set. */
  readonly uploads?: IntakeRoom | undefined;
  readonly log: Log;
  now(): Date;
  newId(): string;
}

/** In whose name a job is done, and what it may use. */
export interface JobContext extends JobServices {
  readonly job: HeldJob;
  /** Who asked, with what they may do now. */
  readonly person: SignedInPerson;
  /** Their standing in the project; null for what belongs to the installation. */
  readonly access: Access | null;
  /** Aborted when it is cancelled, when the server stops, and when another has taken it over. */
  readonly signal: AbortSignal;
  /** Says how far it is. As often as one likes: it is told twice a second at most. */
  progress(step: JobStep, done?: number, total?: number): void;
  /** Something large that it was given. */
  blob(name: string): Promise<Uint8Array>;
  /**
   * To be called first in each transaction that stores something: until it ends, nobody takes the job over, and who
   * has lost it stores nothing. Throws `LeaseLost`.
   */
  fence(tx: Tx): Promise<void>;
}

/** One kind of long work: all that is said of it is said here and, for the screens, in `core/job.ts`. */
export interface JobDeclaration<Kind extends JobKind, Input extends z.ZodType> {
  readonly kind: Kind;
  readonly input: Input;
  /**
   * Whether it may be begun again where a server has stopped in the middle. Otherwise it says that it was interrupted.
   */
  readonly again: boolean;
  /** Does it, and returns what is kept as its result. What it throws is why it failed. */
  run(input: z.infer<Input>, context: JobContext): Promise<object | null>;
}

/** Thrown within a job that another server has taken over. */
export class LeaseLost extends Error {
  constructor() {
    super('this job is no longer held by this server');
    this.name = 'LeaseLost';
  }
}

/** A kind whatever its input is. */
export interface AnyJob {
  readonly kind: JobKind;
  readonly input: z.ZodType;
  readonly again: boolean;
  run(input: never, context: JobContext): Promise<object | null>;
}

export function declareJob<Kind extends keyof typeof jobKinds, Input extends z.ZodType>(
  declaration: JobDeclaration<Kind, Input>,
): JobDeclaration<Kind, Input> {
  return declaration;
}
