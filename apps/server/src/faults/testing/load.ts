import { seededRandom } from '@koersvast/core/round';
import type { Crew } from './crew.ts';
import { Editor } from './editor.ts';
import { Follower } from './follower.ts';
import { Sent } from './sent.ts';

export interface LoadOptions {
  readonly crew: Crew;
  readonly editors: number;
  readonly seed: number;
  /** Where a browser turns to: asked for every request. */
  url(): string;
  /** What the editor of this number takes the time for. */
  clock?(editor: number): Date;
}

/** Editors at work on one document, each in a browser that follows what the others do. */
export interface Load {
  readonly sent: Sent;
  readonly editors: readonly Editor[];
  readonly followers: readonly Follower[];
  /** Each gives so many operations. */
  work(operations: number): Promise<void>;
  /** They go on until the faults, which are made meanwhile, are over. */
  workDuring<T>(faults: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function openLoad({ crew, editors, seed, url, clock }: LoadOptions): Promise<Load> {
  const sent = new Sent();
  const { study, people } = crew;
  const opened = await Promise.all(
    Array.from({ length: editors }, async (_, number) => {
      const person = people[number % people.length];
      if (!person) throw new Error('nobody is there to edit');
      const sender = { cookie: person.browser.cookie, url };
      const follower = await new Follower(study, sender).open();
      const random = seededRandom(seed + number);
      const now = clock && { now: () => clock(number) };
      const { memberId } = person;
      return { follower, editor: new Editor({ study, memberId, sender, follower, sent, random, ...now }) };
    }),
  );
  const all = opened.map(({ editor }) => editor);
  return {
    sent,
    editors: all,
    followers: opened.map(({ follower }) => follower),
    work: async (operations) => {
      await Promise.all(all.map((editor) => editor.work(operations)));
    },
    workDuring: async (faults) => {
      let over = false;
      const working = Promise.all(
        all.map(async (editor) => {
          while (!over) await editor.step();
        }),
      );
      const made = faults().finally(() => {
        over = true;
      });
      // Whichever fails first is what went wrong.
      await Promise.all([working, made]);
      return made;
    },
    stop: async () => {
      await Promise.all(opened.map(({ follower }) => follower.stop()));
    },
  };
}
