import { createHash } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { LRUCache } from 'lru-cache';
import type { InnerContext } from '../context.ts';
import type { PackedSpans } from '../study/compared.ts';
import type { ChosenPlace } from './choose.ts';
import type { PlaceWork } from './engine-input.ts';

/*
 * The sums of places, reckoned in a worker once and kept for as long as what they were made of: they hang on the spans,
 * which are read again where something was changed, and go with them.
 */

/** A place with all that is to be reckoned with. */
export interface ReadPlace {
  readonly place: ChosenPlace;
  /** What stands in the layers of the coders, and in the final one. */
  readonly spans: PackedSpans;
  readonly final: PackedSpans | null;
}

/** How a person's request has it done. */
export interface Doing {
  readonly work: InnerContext['work'];
  readonly personId: string;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal | undefined;
  told(done: number, of: number): void;
  /** Whether it is to end with what it has; where something has nothing before its end, it goes on. */
  isStopped?(): boolean;
}

/** What a task exceeds is said in the words of figures, and not of files that are read. */
export function figuresBy(work: Doing['work']): Doing['work'] {
  return {
    run: async (personId, name, ...input) => {
      try {
        return await work.run(personId, name, ...input);
      } catch (error) {
        const tooMuch: readonly unknown[] = ['reading_too_long', 'reading_too_large'];
        const isTooMuch = error instanceof DomainError && tooMuch.includes(error.code);
        throw isTooMuch ? new DomainError('agreement_too_large') : error;
      }
    },
  };
}

/** So many places are reckoned in one go: some tens of milliseconds, so that others have their turn. */
const PORTION = 10;
/** So many choices of tags and coders are kept of each place. */
const KEPT = 6;

const keptOn = new WeakMap<PackedSpans, LRUCache<string, object>>();
const numbers = new WeakMap<PackedSpans, number>();
let last = 0;

/** A number for what was read: the same as long as it stands, and never for anything else. */
export function numberOf(spans: PackedSpans): number {
  const known = numbers.get(spans);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(spans, last);
  return last;
}

export const shortened = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

/** The work of some coders on a place, as the engine's input is made of it. */
export function workOn({ place, spans, final }: ReadPlace, coders: readonly string[] | null): PlaceWork {
  const { documentId, roundId, length, finalId } = place;
  return {
    documentId,
    roundId,
    length,
    coders: place.coders
      .filter(({ memberId }) => coders === null || coders.includes(memberId))
      .map(({ memberId, layerId }) => ({
        coderId: memberId,
        spans: (layerId === null ? undefined : spans.layers[layerId]) ?? '',
      })),
    final: finalId === null ? null : (final?.layers[finalId] ?? ''),
  };
}

/** What a place is reckoned from, beside the spans themselves. */
export const workName = ({ place, final }: ReadPlace, coders: readonly string[] | null): string =>
  JSON.stringify([
    final && numberOf(final),
    place.finalId,
    place.coders.flatMap(({ memberId, layerId }) =>
      coders === null || coders.includes(memberId) ? [memberId, layerId] : [],
    ),
  ]);

/** Throws `busy` for whoever has gone away meanwhile: nobody hears it. */
export function checkWaiting({ signal }: Pick<Doing, 'signal'>): void {
  if (signal?.aborted) throw new DomainError('busy');
}

/** A way in which places are summed. */
interface Summing<Sums extends object> {
  /** What it is, with all that it depends on beside the work on a place. */
  readonly name: string;
  /** Null for all who finished. */
  readonly coders: readonly string[] | null;
  sum(places: readonly PlaceWork[]): Promise<readonly Sums[]>;
}

/** The sums of each place in their order: what is not kept is reckoned in portions. */
export async function sumPlaces<Sums extends object>(
  read: readonly ReadPlace[],
  { name, coders, sum }: Summing<Sums>,
  doing: Doing,
): Promise<{ readonly place: ChosenPlace; readonly sums: Sums }[]> {
  const found = new Map<ReadPlace, Sums>();
  const stale: ReadPlace[] = [];
  const nameOf = (each: ReadPlace) => `${name} ${workName(each, coders)}`;
  for (const each of read) {
    const known = keptOn.get(each.spans)?.get(nameOf(each));
    // It was put there under this name by this way of summing.
    if (known) found.set(each, known as Sums);
    else stale.push(each);
  }
  for (let from = 0; from < stale.length; from += PORTION) {
    checkWaiting(doing);
    doing.told(from, stale.length);
    const some = stale.slice(from, from + PORTION);
    const made = await sum(some.map((each) => workOn(each, coders)));
    for (const [at, each] of some.entries()) {
      const sums = made[at];
      if (sums === undefined) throw new Error('a place without its sums');
      const kept = keptOn.get(each.spans) ?? new LRUCache<string, object>({ max: KEPT });
      kept.set(nameOf(each), sums);
      keptOn.set(each.spans, kept);
      found.set(each, sums);
    }
  }
  checkWaiting(doing);
  return read.flatMap((each) => {
    const sums = found.get(each);
    return sums ? [{ place: each.place, sums }] : [];
  });
}

const turns = new Map<string, Promise<unknown>>();

/** One after the other of one name: who comes second finds what the first had reckoned, and reckons nothing twice. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  turns.set(name, settled);
  try {
    return await mine;
  } finally {
    if (turns.get(name) === settled) turns.delete(name);
  }
}
