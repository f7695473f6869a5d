import { setTimeout as wait } from 'node:timers/promises';
import { type Acknowledgement, acknowledgement, refusal } from '@koersvast/contracts';
import { z } from 'zod';
import { origin, type Procedure } from '../../testing/browser.ts';

/** Who sends, and where to: asked again for every try, since a browser may reach another server each time. */
export interface Sender {
  readonly cookie: string;
  url(): string;
}

/** When an operation was first sent and when its answer came, by this machine's own clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Acknowledged extends Span {
  /** The version that it was given for, where it names one. */
  readonly version?: number | undefined;
  readonly changes: Acknowledgement['changes'];
}

/** What the senders know of their operations, by id. */
export class Sent {
  readonly acknowledged = new Map<string, Acknowledged>();
  readonly refused = new Map<string, string>();
  /** Tries that were not answered, or only with `busy`. */
  retries = 0;

  get answered(): number {
    return this.acknowledged.size + this.refused.size;
  }

  /** The time of the first acknowledgement after this moment; none is infinitely late. */
  firstAfter(moment: number): number {
    const times = [...this.acknowledged.values()].map(({ to }) => to).filter((to) => to > moment);
    return times.reduce((first, to) => Math.min(first, to), Number.POSITIVE_INFINITY);
  }

  /** The longest time between two acknowledgements. */
  longestSilence(): number {
    const times = [...this.acknowledged.values()].map(({ to }) => to).sort((a, b) => a - b);
    return times.reduce((longest, to, at) => Math.max(longest, to - (times[at - 1] ?? to)), 0);
  }
}

/** Shorter than the outbox's shortest. */
const PAUSE_MS = 100;

export type Answer = Acknowledgement | { readonly refused: string };

/** What somebody who works on what others change may be told, and then goes on from what is there. */
const usual = new Set([
  'version_conflict',
  'annotation_twice',
  'annotation_removed',
  'nothing_to_undo',
  'undo_changed_since',
]);
const passing = new Set(['busy', 'too_many_attempts']);

const told = z.union([
  z.object({ result: z.object({ data: acknowledgement }) }).transform(({ result }) => result.data),
  z
    .object({ error: z.object({ data: z.object({ refusal }) }) })
    .transform(({ error }) => ({ refused: error.data.refusal.code })),
]);

/** One try; null when no answer came, or none that says what became of the operation. */
export async function ask(sender: Sender, procedure: Procedure, input: object): Promise<Answer | null> {
  try {
    const answer = await fetch(`${sender.url()}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie: sender.cookie },
      body: JSON.stringify(input),
    });
    return told.parse(await answer.json());
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    return null;
  }
}

/**
 * Sends one operation until it is answered, the way the outbox does, only more impatiently. `since` is when it was tried
 * for the first time, where that was before: it may have been carried out then.
 */
export async function send(
  sender: Sender,
  procedure: Procedure,
  input: { opId: string; version?: number },
  { sent, patience = 90_000, since }: { sent: Sent; patience?: number; since?: number },
): Promise<Answer> {
  const begun = performance.now();
  const from = since ?? begun;
  while (performance.now() - begun < patience) {
    const answer = await ask(sender, procedure, input);
    const to = performance.now();
    if (answer && 'changes' in answer) {
      sent.acknowledged.set(input.opId, { from, to, version: input.version, changes: answer.changes });
      return answer;
    }
    if (answer && !passing.has(answer.refused)) {
      if (!usual.has(answer.refused)) throw new Error(`${procedure} was refused: ${answer.refused}`);
      sent.refused.set(input.opId, answer.refused);
      return answer;
    }
    sent.retries += 1;
    // A server that is away answers at once, and asking it without a pause would leave nothing for its return.
    await wait(PAUSE_MS);
  }
  throw new Error(`${procedure} was not answered in ${patience / 1000} s`);
}
