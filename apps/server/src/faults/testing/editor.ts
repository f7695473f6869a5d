import { randomUUIDv7 } from 'node:crypto';
import type { Annotation } from '@koersvast/contracts';
import type { Random } from '@koersvast/core/round';
import type { Procedure } from '../../testing/browser.ts';
import { coding, placeOf, type Study, type Words } from '../../testing/study.ts';
import type { Follower } from './follower.ts';
import { type Sender, type Sent, send } from './sent.ts';

export interface EditorOptions {
  readonly study: Study;
  readonly memberId: string;
  readonly sender: Sender;
  readonly follower: Follower;
  readonly sent: Sent;
  readonly random: Random;
  /** What this browser takes the time for. */
  readonly now?: () => Date;
}

/** What an operation names, beside the id that it is given. */
interface Given {
  readonly version?: number;
  readonly [field: string]: unknown;
}

const longest = 4;

/**
 * One tab of a coder: creates, moves, relabels, removes and takes back, from what its screen shows. Other tabs of
 * the same coder work in the same layer, so that what it shows is often old.
 */
export class Editor {
  readonly #options: EditorOptions;
  readonly #words: readonly Words[];
  /** Its own last operations, newest last. */
  readonly #done: string[] = [];

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#words = [...options.study.text.matchAll(/\S+/g)].map(({ 0: quote, index: start }) => ({
      start,
      end: start + quote.length,
      quote,
    }));
  }

  async work(operations: number): Promise<void> {
    for (let step = 0; step < operations; step += 1) await this.step();
  }

  /** Gives one operation and waits for its answer. */
  async step(): Promise<void> {
    const { study, random } = this.#options;
    const row = this.#choose();
    const dice = random.below(100);
    if (dice < 15 && this.#done.length > 0) {
      const target = this.#done.splice(-1 - random.below(Math.min(3, this.#done.length)), 1)[0];
      return this.#give('operation.undo', { projectId: study.projectId, target });
    }
    if (!row || dice < 50) return this.#create();
    const about = { ...placeOf(study), annotationId: row.id, version: row.version };
    if (dice < 70) return this.#give('annotation.edit', { ...about, change: this.#span() });
    if (dice < 90) return this.#give('annotation.edit', { ...about, change: { tagId: this.#tag() } });
    return this.#give('annotation.remove', about);
  }

  #create(): Promise<void> {
    const { study, now = () => new Date() } = this.#options;
    const madeAt = now().toISOString();
    return this.#give('annotation.create', coding(study, this.#span(), { tagId: this.#tag(), madeAt }));
  }

  async #give(procedure: Procedure, input: Given): Promise<void> {
    const { sender, sent, follower } = this.#options;
    const opId = randomUUIDv7();
    const answer = await send(sender, procedure, { ...input, opId }, { sent });
    if (!('changes' in answer)) return;
    this.#done.push(opId);
    for (const { noun, after } of answer.changes)
      if (noun === 'annotation' && after) follower.view.put(after);
  }

  /** Mostly one of the same few, so that tabs meet. */
  #choose(): Annotation | undefined {
    const { follower, memberId, random } = this.#options;
    const own = follower.view.living().filter(({ createdById }) => createdById === memberId);
    return own[random.below(Math.max(1, random.below(3) > 0 ? Math.min(5, own.length) : own.length))];
  }

  #span(): Words {
    const { random, study } = this.#options;
    const at = random.below(this.#words.length - longest);
    const start = this.#words[at]?.start ?? 0;
    const end = this.#words[at + random.below(longest)]?.end ?? start;
    return { start, end, quote: study.text.slice(start, end) };
  }

  #tag(): string {
    const { random, study } = this.#options;
    return study.tagIds[random.below(study.tagIds.length)] ?? '';
  }
}
