import { find, fold, parseQuery, spanCount } from '../src/index.ts';
import { oracle, type Place, Unanswered } from './oracle.ts';
import { seeded } from './random.ts';
import { type Case, drawCase } from './random-query.ts';

/** One random text and query on which engine and oracle differ, or on which the engine stops. */
export interface Difference extends Pick<Case, 'query'> {
  readonly seed: number;
  readonly text: string;
  readonly expected: string;
  readonly found: string;
}

function flat(places: readonly Place[]): Int32Array {
  return Int32Array.from(places.flatMap(({ start, end }) => [start, end]));
}

function said(matches: boolean, hits: Iterable<number>): string {
  return `${matches}: ${[...hits].join(' ')}`;
}

/** What the engine says of a case, as a line that can be compared. */
function engineSays({ query, text }: Case): string {
  const parsed = parseQuery(query);
  if (!parsed.ok) return `${parsed.error.code} ${parsed.error.start}-${parsed.error.end}`;
  const { matches, hits } = find(parsed.query, fold(text.text), {
    sentences: () => flat(text.sentences),
    paragraphs: () => flat(text.paragraphs),
  });
  return said(matches, hits.subarray(0, spanCount(hits) * 2));
}

interface Compared {
  readonly differences: readonly Difference[];
  /** Seeds of patterns that JavaScript itself does not come to the end of. */
  readonly unanswered: readonly number[];
}

function oracleSays({ asked, text }: Case): string | null {
  try {
    const { matches, hits } = oracle(asked, text);
    return said(matches, flat(hits));
  } catch (error) {
    if (error instanceof Unanswered) return null;
    throw error;
  }
}

/** Engine beside oracle, for the seeds from one up to, but not, another. */
export function compare(from: number, to: number): Compared {
  const differences: Difference[] = [];
  const unanswered: number[] = [];
  for (let seed = from; seed < to; seed++) {
    const drawn = drawCase(seeded(seed));
    const expected = oracleSays(drawn);
    const found = engineSays(drawn);
    if (expected === null) unanswered.push(seed);
    else if (found !== expected) {
      differences.push({ seed, query: drawn.query, text: drawn.text.text, expected, found });
    }
  }
  return { differences, unanswered };
}
