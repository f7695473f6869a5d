import { type Condition, fold, type Spans } from '@koersvast/search';
import type { LayerCodings } from '../../study/codings.ts';

/** What a condition asks of a coding, with names found out. */
export type CodingTest =
  | { readonly kind: 'tag' | 'coder' | 'round'; readonly ids: readonly string[] }
  | { readonly kind: 'layer'; readonly kinds: readonly string[] }
  | { readonly kind: 'certainty' | 'verdict'; readonly numbers: readonly number[] }
  /** Its folded words; null for any memo. */
  | { readonly kind: 'memo'; readonly words: string | null };

/** A condition, by what is said in it, as a coding or a document is asked it. */
export interface AskedCondition {
  readonly key: string;
  /** Null where it is about documents: whether it holds is told with each of them. */
  readonly test: CodingTest | null;
}

/** The same for the same words, wherever they stand in a query. */
export const keyOf = ({ field, compare, value, upTo }: Omit<Condition, 'start' | 'end'>): string =>
  JSON.stringify([field.toLowerCase(), compare, value, upTo]);

type Test = (layer: LayerCodings, at: number) => boolean;

/** What stands in a coding at this place, of its five numbers. */
const TAG = 0;
const START = 1;
const END = 2;
const CERTAINTY = 3;
const VERDICT = 4;
const WIDTH = 5;

function testOf(test: CodingTest): Test {
  switch (test.kind) {
    case 'tag': {
      const ids = new Set(test.ids);
      return ({ tagIds, numbers }, at) => ids.has(tagIds[numbers[at + TAG] ?? -1] ?? '');
    }
    case 'coder': {
      const ids = new Set(test.ids);
      return ({ memberId }) => memberId !== null && ids.has(memberId);
    }
    case 'round': {
      const ids = new Set(test.ids);
      return ({ roundId }) => ids.has(roundId);
    }
    case 'layer':
      return ({ kind }) => test.kinds.includes(kind);
    case 'certainty':
      return ({ numbers }, at) => test.numbers.includes(numbers[at + CERTAINTY] ?? 0);
    case 'verdict':
      return ({ numbers }, at) => test.numbers.includes(numbers[at + VERDICT] ?? 0);
    case 'memo': {
      const { words } = test;
      return ({ memos }, at) => {
        const memo = memos[at / WIDTH];
        return memo !== undefined && (words === null || fold(memo).folded.includes(words));
      };
    }
  }
}

const isLayer = (test: CodingTest) => test.kind === 'layer';
/** Living work, where a query does not say of which layers. */
const usual: CodingTest = { kind: 'layer', kinds: ['current'] };

/** Goes through the codings of packed layers that meet all conditions at once. */
export function walkThrough(packed: readonly string[], asked: readonly AskedCondition[]) {
  const tests = new Map(asked.flatMap(({ key, test }) => (test === null ? [] : [[key, test] as const])));
  let layers: readonly LayerCodings[] | undefined;
  return (
    conditions: readonly Condition[],
    take: (start: number, end: number, tagId: string) => void,
  ): void => {
    layers ??= packed.map((each) => JSON.parse(each) as LayerCodings);
    const all = conditions.flatMap((condition) => tests.get(keyOf(condition)) ?? []);
    const wanted = (all.some(isLayer) ? all : [...all, usual]).map(testOf);
    for (const layer of layers) {
      const { numbers, tagIds } = layer;
      for (let at = 0; at < numbers.length; at += WIDTH)
        if (wanted.every((test) => test(layer, at)))
          take(numbers[at + START] ?? 0, numbers[at + END] ?? 0, tagIds[numbers[at + TAG] ?? -1] ?? '');
    }
  };
}

/** Of packed layers the spans of codings that meet all conditions at once: sorted, each once. */
export function codingsIn(packed: readonly string[], asked: readonly AskedCondition[]) {
  const walk = walkThrough(packed, asked);
  return (conditions: readonly Condition[]): Spans => {
    const found = new Map<string, readonly [number, number]>();
    walk(conditions, (start, end) => found.set(`${start} ${end}`, [start, end]));
    const sorted = [...found.values()].sort(([a, b], [c, d]) => a - c || b - d);
    return Int32Array.from(sorted.flat());
  };
}
