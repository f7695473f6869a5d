import {
  allMatches,
  type CodedDocument,
  type Confusion,
  characterConfusion,
  type PlainOf,
  plainTally,
  type SpanTally,
  selectCoders,
  spanConfusion,
  sumTallies,
  type TagTally,
  tallyOf,
  tallySpans,
  tallyTags,
} from '@koersvast/agreement';
import type { AgreementFigure, AgreementInterval } from '@koersvast/contracts';
import { comparedIn, type PlaceLayers, readPlace } from './engine-input.ts';
import { figureOf, measureTags, perDocument } from './reckon.ts';
import { type Sealed, seal, unseal } from './sealed.ts';
import { anyTag, asAny, changed, labelsIn, nothing, ofChosen, type Portion } from './tally.ts';

/* Every two coders of a place, and which of their tags stand against which. Pure, and done in a worker. */

export interface PairSums {
  readonly first: string;
  readonly second: string;
  readonly tags: PlainOf<TagTally>;
  readonly any: PlainOf<TagTally>;
  readonly spans: PlainOf<SpanTally>;
  /** Spans of each of them, and those that have the same place and tag. */
  readonly spansOfFirst: number;
  readonly spansOfSecond: number;
  readonly same: number;
}

/** The same as the server keeps it: whose it is, and the rest as bytes. */
export interface SealedPair extends Pick<PairSums, 'first' | 'second'> {
  readonly sums: Sealed<PairSums>;
}

/** Every two coders of what is compared in a place. */
function pairsIn(place: PlaceLayers) {
  return comparedIn(place).flatMap((document, at) => {
    const coders = document.layers.map(({ coder }) => coder);
    return coders.flatMap((first, i) =>
      coders.slice(i + 1).map((second) => ({ document, at, first, second })),
    );
  });
}

export function tallyPairs({ places, choice }: Portion): SealedPair[][] {
  return places.map((work) => {
    const place = changed(readPlace(work, choice.labels), ofChosen(choice));
    const any = comparedIn(changed(place, asAny));
    return pairsIn(place).map(({ document, at, first, second }) => {
      const both = selectCoders(document, [first, second]);
      const labels = labelsIn([both]);
      const [one, other] = both.layers;
      const keys = new Set(one?.annotations.map(keyOf));
      const sums: PairSums = {
        first,
        second,
        tags: plainTally(tallyTags(both, labels)),
        any: plainTally(tallyTags(selectCoders(any[at] ?? nothing, [first, second]), [anyTag])),
        spans: plainTally(tallySpans(both, labels)),
        spansOfFirst: one?.annotations.length ?? 0,
        spansOfSecond: other?.annotations.length ?? 0,
        same: other?.annotations.filter((each) => keys.has(keyOf(each))).length ?? 0,
      };
      return { first, second, sums: seal(sums) };
    });
  });
}

const keyOf = ({ start, end, tag }: CodedDocument['layers'][number]['annotations'][number]) =>
  `${start} ${end} ${tag}`;

export interface PairFigures {
  readonly first: string;
  readonly second: string;
  readonly documents: number;
  readonly spans: { readonly first: number; readonly second: number };
  readonly pooled: AgreementInterval;
  readonly relevance: AgreementInterval;
  readonly f1: AgreementFigure;
  readonly foundF1: AgreementFigure;
  readonly strictF1: AgreementFigure;
}

export interface PairsQuestion {
  readonly places: readonly { readonly documentId: string; readonly pairs: readonly SealedPair[] }[];
  readonly labels: readonly string[];
}

export function reckonPairs({ places, labels }: PairsQuestion): PairFigures[] {
  const all = places.flatMap(({ documentId, pairs }) =>
    pairs.map(({ sums }) => ({ documentId, pair: unseal(sums) })),
  );
  const groups = Map.groupBy(all, ({ pair }) => `${pair.first} ${pair.second}`);
  return [...groups.values()].flatMap((group) => {
    const [head] = group;
    if (!head) return [];
    const tallies = (of: (pair: PairSums) => PlainOf<TagTally>) =>
      perDocument(group.map(({ documentId, pair }) => ({ documentId, tally: tallyOf(of(pair)) })));
    const none = tallyTags(nothing, labels);
    const sum = (of: (pair: PairSums) => number) => group.reduce((total, { pair }) => total + of(pair), 0);
    const spans = sumTallies([tallySpans(nothing, labels), ...group.map(({ pair }) => tallyOf(pair.spans))]);
    const { f1, foundF1 } = allMatches(spans);
    const [first, second] = [sum((pair) => pair.spansOfFirst), sum((pair) => pair.spansOfSecond)];
    const documents = new Set(group.map(({ documentId }) => documentId)).size;
    return [
      {
        first: head.pair.first,
        second: head.pair.second,
        documents,
        spans: { first, second },
        pooled: measureTags([none, ...tallies((pair) => pair.tags)]).pooled,
        relevance: measureTags(tallies((pair) => pair.any)).pooled,
        f1: figureOf(f1),
        foundF1: figureOf(foundF1),
        strictF1:
          first + second === 0
            ? { value: null, reason: 'nothing-marked' }
            : { value: (2 * sum((pair) => pair.same)) / (first + second), reason: null },
      },
    ];
  });
}

export interface ConfusionSums {
  readonly first: string;
  readonly second: string;
  readonly table: PlainOf<Confusion>;
}

export function tallyConfusion({
  places,
  choice,
  unit,
}: Portion & { readonly unit: 'span' | 'character' }): Sealed<ConfusionSums[]>[] {
  const count = unit === 'span' ? spanConfusion : characterConfusion;
  return places.map((work) => {
    const pairs = pairsIn(changed(readPlace(work, choice.labels), ofChosen(choice)));
    return seal(
      pairs.map(
        ({ document, first, second }): ConfusionSums => ({
          first,
          second,
          table: plainTally(count(document, first, second)),
        }),
      ),
    );
  });
}

export interface ConfusionTable {
  readonly cells: { readonly row: string | null; readonly column: string | null; readonly count: number }[];
  readonly neither: number;
}

/** Of one pair as it is; of all together each for each other, so that rows are as columns. */
export function sumConfusion({
  given,
  pair,
}: {
  readonly given: readonly Sealed<ConfusionSums[]>[];
  readonly pair: { readonly first: string; readonly second: string } | null;
}): ConfusionTable {
  const cells = new Map<string, ConfusionTable['cells'][number]>();
  const add = (row: string | null, column: string | null, count: number) => {
    if (count === 0) return;
    const key = `${row} ${column}`;
    cells.set(key, { row, column, count: (cells.get(key)?.count ?? 0) + count });
  };
  let neither = 0;
  for (const { first, second, table } of given.flatMap((sums) => unseal(sums))) {
    const isTurned = pair !== null && first === pair.second && second === pair.first;
    if (pair !== null && !isTurned && !(first === pair.first && second === pair.second)) continue;
    const tally = tallyOf(table);
    const { labels } = tally.scheme;
    const ways = pair === null ? [false, true] : [isTurned];
    for (const turned of ways) {
      const put = (row: string | null, column: string | null, count = 0) =>
        turned ? add(column, row, count) : add(row, column, count);
      const both = tally.block('both');
      const [onlyFirst, onlySecond] = [tally.block('onlyFirst'), tally.block('onlySecond')];
      for (const [i, row] of labels.entries()) {
        put(row, null, onlyFirst[i]);
        put(null, row, onlySecond[i]);
        for (const [j, column] of labels.entries()) put(row, column, both[i * labels.length + j]);
      }
      neither += tally.number('neither');
    }
  }
  return { cells: [...cells.values()], neither };
}
