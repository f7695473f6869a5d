import {
  type CodedDocument,
  type Confusion,
  type GroupTally,
  isRefusal,
  type Layer,
  type PlainOf,
  plainTally,
  readDocument,
  spanConfusion,
  sumTallies,
  type TagMatchTally,
  type TagTally,
  tallyGroup,
  tallyTagMatches,
  tallyTags,
} from '@koersvast/agreement';
import { comparedIn, type PlaceLayers, type PlaceWork, readPlace, type TagLabels } from './engine-input.ts';

/*
 * The sums of one place, from which every figure is made: reckoned once for what was coded there, and kept. Plain data,
 * so that it goes from process to process. Pure.
 */

/** Which tags are looked at, and how. */
export interface TagChoice {
  readonly labels: TagLabels;
  /** Those that are chosen, by their labels; null for all. */
  readonly chosen: readonly string[] | null;
  /** By label those above a tag that stand for all below them, itself included where it has any below it. */
  readonly above: Readonly<Record<string, readonly string[]>>;
}

/** How many spans of what each coder has. */
export interface SpanCounts {
  readonly coders: readonly string[];
  readonly labels: readonly string[];
  /** Row by row: a coder's by label. */
  readonly counts: Float64Array;
}

/** What alphas are made of, of some coders in one place. */
export interface AlphaSums {
  /** By tag. */
  readonly own: PlainOf<TagTally>;
  /** By tag that has some below it, all of them together. */
  readonly trees: PlainOf<TagTally>;
  /** Whatever the tag. */
  readonly any: PlainOf<TagTally>;
  /** All tags on one continuum; or how often two of them overlap in the work of one coder. */
  readonly joint: PlainOf<GroupTally> | number;
  readonly ownSpans: SpanCounts;
  readonly treeSpans: SpanCounts;
}

/** What two coders have alike in one place. */
export interface PairSums {
  readonly first: string;
  readonly second: string;
  /** Spans that overlap, by tag. */
  readonly own: PlainOf<TagMatchTally>;
  readonly trees: PlainOf<TagMatchTally>;
  /** Which tag stands against which. */
  readonly confusion: PlainOf<Confusion>;
}

export interface Portion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
}

/** The label of whatever was marked. */
export const anyTag = 'any';

/** The sums behind the alphas of each of some places. */
export function tallyAlphas({ places, choice }: Portion): AlphaSums[] {
  return places.map((work) => alphasOf(readPlace(work, choice.labels), choice));
}

/** The sums of each two coders of each of some places, whichever tags are chosen. */
export function tallyPairs({ places, choice }: Portion): PairSums[][] {
  return places.map((work) => pairsOf(readPlace(work, choice.labels), choice));
}

type Change = (annotations: Layer['annotations']) => Layer['annotations'];

function changed(place: PlaceLayers, change: Change): PlaceLayers {
  const of = (layer: Layer): Layer => ({ coder: layer.coder, annotations: change(layer.annotations) });
  return { ...place, layers: place.layers.map(of), final: place.final && of(place.final) };
}

/** The same spans, each once for every tag that stands for it too. */
export const inTrees =
  ({ above }: Pick<TagChoice, 'above'>): Change =>
  (annotations) =>
    annotations.flatMap(({ start, end, tag }) =>
      (above[tag] ?? []).map((over) => ({ start, end, tag: over })),
    );

const asAny: Change = (annotations) => annotations.map(({ start, end }) => ({ start, end, tag: anyTag }));

const labelsIn = (documents: readonly CodedDocument[]): string[] => [
  ...new Set(
    documents.flatMap(({ layers }) => layers.flatMap((layer) => layer.annotations.map(({ tag }) => tag))),
  ),
];

const nothing = readDocument({ id: 'nothing', length: 0, layers: [] });

function tagSums(documents: readonly CodedDocument[]): PlainOf<TagTally> {
  const labels = labelsIn(documents);
  return plainTally(sumTallies([nothing, ...documents].map((document) => tallyTags(document, labels))));
}

function alphasOf(place: PlaceLayers, choice: TagChoice): AlphaSums {
  const wanted = choice.chosen && new Set(choice.chosen);
  const own = changed(place, (annotations) =>
    wanted === null ? annotations : annotations.filter(({ tag }) => wanted.has(tag)),
  );
  const trees = changed(place, inTrees(choice));
  const documents = comparedIn(own);
  return {
    own: tagSums(documents),
    trees: tagSums(comparedIn(trees)),
    any: tagSums(comparedIn(changed(own, asAny))),
    joint: jointOf(documents),
    ownSpans: countSpans(own),
    treeSpans: countSpans(trees),
  };
}

function jointOf(documents: readonly CodedDocument[]): PlainOf<GroupTally> | number {
  const labels = labelsIn(documents);
  const counted: GroupTally[] = [];
  let overlaps = 0;
  for (const document of [nothing, ...documents]) {
    const tally = tallyGroup(document, labels);
    if (isRefusal(tally)) overlaps += tally.offences.length;
    else counted.push(tally);
  }
  return overlaps > 0 ? overlaps : plainTally(sumTallies(counted));
}

/** Of documents that count: with two coders, or one and a final layer. */
function countSpans({ documentId: id, length, layers, final }: PlaceLayers): SpanCounts {
  if (layers.length < (final === null ? 2 : 1))
    return { coders: [], labels: [], counts: new Float64Array(0) };
  const once = readDocument({ id, length, layers, duplicates: 'keep-one' });
  const labels = labelsIn([once]);
  const at = new Map(labels.map((label, index) => [label, index]));
  const counts = new Float64Array(layers.length * labels.length);
  once.layers.forEach(({ annotations }, row) => {
    for (const { tag } of annotations) {
      const cell = row * labels.length + (at.get(tag) ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  });
  return { coders: layers.map(({ coder }) => coder), labels, counts };
}

function pairsOf(place: PlaceLayers, choice: TagChoice): PairSums[] {
  const trees = comparedIn(changed(place, inTrees(choice)));
  return comparedIn(place).flatMap((document, at) => {
    const coders = document.layers.map(({ coder }) => coder);
    const tree = trees[at] ?? nothing;
    return coders.flatMap((first, i) =>
      coders.slice(i + 1).map((second) => ({
        first,
        second,
        own: plainTally(tallyTagMatches(document, first, second)),
        trees: plainTally(tallyTagMatches(tree, first, second)),
        confusion: plainTally(spanConfusion(document, first, second)),
      })),
    );
  });
}
