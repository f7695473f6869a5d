import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { checkWaiting, type Doing } from '../agreement/summed.ts';

/** So much of what was counted is kept, in characters of it as JSON. */
const ROOM = 40_000_000;
/**
 * What was counted in a portion of the work, by all that it depends on: whoever asks, and whatever was changed meanwhile,
 * the same work counts the same. Where one document was coded further, its portion alone is counted again.
 */
const kept = new LRUCache<string, object>({
  maxSize: ROOM,
  sizeCalculation: (sums) => 100 + JSON.stringify(sums).length,
});
/** So many letters are about a portion: some milliseconds. */
const LETTERS = 32;

/** A piece of work with what it counts by. */
interface Portioned {
  /** All readings of a letter are in one portion. */
  readonly letterId: string;
  /** All that its count depends on, with the spans in it. */
  readonly counts: string;
}

/** In which portion a letter is, of so many: by the end of its id, so that one letter more moves no other. */
const portionOf = (letterId: string, portions: number) => Number.parseInt(letterId.slice(-6), 16) % portions;

/** The sums of portions of the work, which are counted where they are not known. */
export async function sumPortions<Work extends Portioned, Sums extends object>(
  works: readonly Work[],
  name: unknown,
  sum: (some: readonly Work[]) => Promise<Sums>,
  doing: Pick<Doing, 'signal'>,
): Promise<Sums[]> {
  const letters = new Set(works.map(({ letterId }) => letterId)).size;
  const portions = 2 ** Math.max(0, Math.ceil(Math.log2(letters / LETTERS)));
  const what = JSON.stringify(name);
  const found: Sums[] = [];
  for (const some of Map.groupBy(works, ({ letterId }) => portionOf(letterId, portions)).values()) {
    const hash = createHash('sha256').update(what);
    for (const { letterId, counts } of some) hash.update(`\n${letterId} ${counts}`);
    const key = hash.digest('base64url');
    const known = kept.get(key);
    // It was put there under this name by this way of counting.
    if (known !== undefined) found.push(known as Sums);
    else {
      checkWaiting(doing);
      const made = await sum(some);
      kept.set(key, made);
      found.push(made);
    }
  }
  return found;
}
