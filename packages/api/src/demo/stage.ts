import { createHash } from 'node:crypto';
import { createFeed, type Database } from '@koersvast/db';
import { adjudicationRouter } from '../adjudication/router.ts';
import { annotationRouter } from '../annotation/router.ts';
import { assignmentRouter } from '../assignment/router.ts';
import type { InnerContext, SignedInPerson } from '../context.ts';
import { documentRouter } from '../document/router.ts';
import { createInnerContext } from '../make-context.ts';
import { memberRouter } from '../member/router.ts';
import { projectRouter } from '../project/router.ts';
import { readingRouter } from '../reading/router.ts';
import { replyRouter } from '../reply/router.ts';
import { reviewRouter } from '../review/router.ts';
import { roundRouter } from '../round/router.ts';
import { tagRouter } from '../tag/router.ts';
import { createCallerFactory, router } from '../trpc.ts';

/** The commands that people of the example give: those of everybody else. */
const callerOf = createCallerFactory(
  router({
    adjudication: adjudicationRouter,
    annotation: annotationRouter,
    assignment: assignmentRouter,
    document: documentRouter,
    member: memberRouter,
    project: projectRouter,
    reading: readingRouter,
    reply: replyRouter,
    review: reviewRouter,
    round: roundRouter,
    tag: tagRouter,
  }),
);

export interface StageOptions {
  readonly db: Database;
  readonly work?: InnerContext['work'];
  readonly log?: InnerContext['log'];
  readonly owner: SignedInPerson;
  /** What all ids are made of: begun again with the same key, each command stands once. */
  readonly key: string;
  /** When the work of the example is over. */
  readonly until: Date;
  readonly signal?: AbortSignal | undefined;
}

const minuteInMs = 60_000;
/** So long before it is over the project was founded. */
const daysOfWork = 28;

/** A clock with the commands that are given by it, one after the other. */
export interface Stage {
  readonly db: Database;
  readonly owner: SignedInPerson;
  /** The id of whatever is called this. */
  id(name: string): string;
  /** The id of the next command. */
  opId(): string;
  now(): Date;
  pass(minutes: number): void;
  as(person: SignedInPerson): Hand;
  /** Another clock that begins now, for who works at the same time. */
  beside(name: string): Stage;
}
export type Hand = ReturnType<typeof callerOf>;

/** Where the example is played: people who give commands, on a clock that begins some weeks ago. */
export function openStage({ db, work, log, key, until, owner, signal }: StageOptions): {
  readonly stage: Stage;
  close(): Promise<void>;
} {
  const feed = createFeed(db);
  const end = until.getTime();

  const id = (name: string): string => {
    const hex = createHash('sha256').update(`${key}/${name}`).digest('hex');
    const time = end.toString(16).padStart(12, '0');
    const variant = '89ab'[Number.parseInt(hex.slice(3, 4), 16) % 4];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
  };

  function runFrom(start: number, name: string): Stage {
    let at = start;
    let given = 0;
    return {
      db,
      owner,
      id,
      opId: () => {
        signal?.throwIfAborted();
        given += 1;
        return id(`operation ${name} ${given}`);
      },
      now: () => new Date(at),
      pass: (minutes: number) => {
        at = Math.min(end, at + minutes * minuteInMs);
      },
      as: (person: SignedInPerson) =>
        callerOf(
          createInnerContext({
            db,
            feed,
            person,
            now: () => new Date(at),
            ...(work && { work }),
            ...(log && { log }),
          }),
        ),
      beside: (other) => runFrom(at, `${name} ${other}`),
    };
  }
  const stage = runFrom(end - daysOfWork * 24 * 60 * minuteInMs, 'of all');
  return { stage, close: () => feed.close() };
}
