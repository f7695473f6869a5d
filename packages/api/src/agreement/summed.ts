import { createHash } from 'node:crypto';
import { DomainError } from '@koersvast/core/error';
import { LRUCache } from 'lru-cache';
import type { PackedSpans } from '../study/compared.ts';
import type { Work } from '../work/work.ts';
import type { ChosenPlace } from './choose.ts';
import type { PlaceWork } from './engine-input.ts';
import type { AlphaSums, PairSums, TagChoice } from './tally.ts';

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

export interface Summed {
  readonly place: ChosenPlace;
  readonly alphas: AlphaSums;
  readonly pairs: readonly PairSums[];
}

/** How a person's request has it done. */
export interface Doing {
  readonly work: Work;
  readonly personId: string;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal | undefined;
  told(done: number, of: number): void;
}

/** So many places are reckoned in one go: some tens of milliseconds, so that others have their turn. */
const PORTION = 10;
/** So many choices of tags and coders are kept of each place. */
const KEPT = 4;

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

const works = ({ place, spans, final }: ReadPlace, coders: ReadonlySet<string> | null): PlaceWork => ({
  documentId: place.documentId,
  roundId: place.roundId,
  length: place.length,
  coders: place.coders
    .filter(({ memberId }) => coders === null || coders.has(memberId))
    .map(({ memberId, layerId }) => ({
      coderId: memberId,
      spans: (layerId === null ? undefined : spans.layers[layerId]) ?? '',
    })),
  final: place.finalId === null ? null : (final?.layers[place.finalId] ?? ''),
});

/** What a place is reckoned from, beside the spans themselves. */
const nameOf = (read: ReadPlace, coders: ReadonlySet<string> | null, choice: string): string =>
  JSON.stringify([
    choice,
    read.final && numberOf(read.final),
    read.place.finalId,
    read.place.coders.flatMap(({ memberId, layerId }) =>
      coders === null || coders.has(memberId) ? [memberId, layerId] : [],
    ),
  ]);

/** Throws `busy` for whoever has gone away meanwhile: nobody hears it. */
export function checkWaiting({ signal }: Pick<Doing, 'signal'>): void {
  if (signal?.aborted) throw new DomainError('busy');
}

/** The sums of each place: of some coders' alphas, and of all pairs, in the order of the places. */
export async function sumPlaces(
  read: readonly ReadPlace[],
  choice: TagChoice,
  coderIds: readonly string[] | null,
  doing: Doing,
): Promise<Summed[]> {
  const coders = coderIds && new Set(coderIds);
  // Pairs are of all coders and tags, and chosen from afterwards.
  const { labels, above, chosen } = choice;
  const ofAll: TagChoice = { labels, above, chosen: null };
  const alphaName = `alphas ${shortened({ labels, above, chosen })}`;
  const pairName = `pairs ${shortened({ labels, above })}`;
  const alphas = new Map<ReadPlace, AlphaSums>();
  const pairs = new Map<ReadPlace, readonly PairSums[]>();
  const tasks = [
    {
      stale: read.filter((each) => !find(each, nameOf(each, coders, alphaName), alphas)),
      do: async (some: readonly ReadPlace[]) => {
        const places = some.map((each) => works(each, coders));
        const made = await doing.work.run(doing.personId, 'agreement.alphas', {
          places,
          choice: { labels, above, chosen },
        });
        for (const [at, each] of some.entries())
          keep(each, nameOf(each, coders, alphaName), made[at], alphas);
      },
    },
    {
      stale: read.filter((each) => !find(each, nameOf(each, null, pairName), pairs)),
      do: async (some: readonly ReadPlace[]) => {
        const places = some.map((each) => works(each, null));
        const made = await doing.work.run(doing.personId, 'agreement.pairs', { places, choice: ofAll });
        for (const [at, each] of some.entries()) keep(each, nameOf(each, null, pairName), made[at], pairs);
      },
    },
  ];
  const of = tasks.reduce((sum, { stale }) => sum + stale.length, 0);
  let done = 0;
  for (const task of tasks) {
    for (let from = 0; from < task.stale.length; from += PORTION) {
      checkWaiting(doing);
      const some = task.stale.slice(from, from + PORTION);
      await task.do(some);
      done += some.length;
      doing.told(done, of);
    }
  }
  return read.flatMap((each) => {
    const [ofAlphas, ofPairs] = [alphas.get(each), pairs.get(each)];
    return ofAlphas && ofPairs ? [{ place: each.place, alphas: ofAlphas, pairs: ofPairs }] : [];
  });
}

/** Whether it is kept; then it is put where the others are. */
function find<Value extends object>(read: ReadPlace, name: string, into: Map<ReadPlace, Value>): boolean {
  const found = keptOn.get(read.spans)?.get(name);
  // It was put there under this name by this kind of making.
  if (found) into.set(read, found as Value);
  return found !== undefined;
}

function keep<Value extends object>(
  read: ReadPlace,
  name: string,
  value: Value | undefined,
  into: Map<ReadPlace, Value>,
): void {
  if (value === undefined) return;
  const kept = keptOn.get(read.spans) ?? new LRUCache<string, object>({ max: 2 * KEPT });
  kept.set(name, value);
  keptOn.set(read.spans, kept);
  into.set(read, value);
}

const turns = new Map<string, Promise<unknown>>();

/** One after the other in a project: who comes second finds what the first had reckoned, and reckons nothing twice. */
export async function inTurn<T>(projectId: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(projectId) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  turns.set(projectId, settled);
  try {
    return await mine;
  } finally {
    if (turns.get(projectId) === settled) turns.delete(projectId);
  }
}
