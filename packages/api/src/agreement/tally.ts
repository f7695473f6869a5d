import {
  type Amounts,
  addAmounts,
  amountsOf,
  type CodedDocument,
  differencesOf,
  type GroupMargins,
  isRefusal,
  type Layer,
  marginsOf,
  type PlainOf,
  plainTally,
  readDocument,
  type SpanTally,
  sumTallies,
  type TagTally,
  tallyGroup,
  tallySpans,
  tallyTags,
} from '@koersvast/agreement';
import { comparedIn, type PlaceLayers, type PlaceWork, readPlace, type TagLabels } from './engine-input.ts';
import { type Sealed, seal } from './sealed.ts';

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

/** What is summed by tag. */
export interface TagSums {
  readonly alpha: PlainOf<TagTally>;
  readonly spans: PlainOf<SpanTally>;
  /** Of what disagreement about a tag is made. */
  readonly amounts: Readonly<Record<string, Amounts>>;
  readonly counts: SpanCounts;
}

export interface PlaceSums {
  readonly own: TagSums;
  /** By tag that has some below it, all of them together. */
  readonly trees: TagSums;
  /** Whatever the tag. */
  readonly any: PlainOf<TagTally>;
  /** All tags on one continuum; or how often two of them overlap in the work of one coder. */
  readonly joint: PlainOf<GroupMargins> | number;
}

export interface Portion {
  readonly places: readonly PlaceWork[];
  readonly choice: TagChoice;
}

/** The label of whatever was marked. */
export const anyTag = 'any';

/** The sums of each of some places. */
export function tallyPlaces({ places, choice }: Portion): Sealed<PlaceSums>[] {
  return places.map((work) => seal(sumsOf(readPlace(work, choice.labels), choice)));
}

type Change = (annotations: Layer['annotations']) => Layer['annotations'];

/** The same place with other annotations. */
export function changed(place: PlaceLayers, change: Change): PlaceLayers {
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

/** Those of the tags that are chosen. */
export const ofChosen =
  ({ chosen }: Pick<TagChoice, 'chosen'>): Change =>
  (annotations) =>
    chosen === null ? annotations : annotations.filter(({ tag }) => chosen.includes(tag));

/** Whatever the tag. */
export const asAny: Change = (annotations) =>
  annotations.map(({ start, end }) => ({ start, end, tag: anyTag }));

export const labelsIn = (documents: readonly CodedDocument[]): string[] => [
  ...new Set(
    documents.flatMap(({ layers }) => layers.flatMap((layer) => layer.annotations.map(({ tag }) => tag))),
  ),
];

/** No document, which adds nothing to any sum. */
export const nothing = readDocument({ id: 'nothing', length: 0, layers: [] });

function sumsOf(place: PlaceLayers, choice: TagChoice): PlaceSums {
  const own = changed(place, ofChosen(choice));
  const documents = comparedIn(own);
  // What a tag is taken for may be one that nobody chose.
  const all = choice.chosen === null ? documents : comparedIn(place);
  // Where no tag has any below it there is nothing of this to ask for.
  const hasTrees = Object.values(choice.above).some((over) => over.length > 0);
  const trees = changed(place, hasTrees ? inTrees(choice) : () => []);
  const inAll = comparedIn(trees);
  return {
    own: tagSums(own, documents, all),
    trees: tagSums(trees, inAll, inAll),
    any: tagTally(comparedIn(changed(own, asAny)), [anyTag]),
    joint: jointOf(documents),
  };
}

function tagSums(
  place: PlaceLayers,
  documents: readonly CodedDocument[],
  all: readonly CodedDocument[],
): TagSums {
  const labels = labelsIn(documents);
  return {
    alpha: tagTally(documents, labels),
    spans: plainTally(sumTallies([nothing, ...documents].map((document) => tallySpans(document, labels)))),
    amounts: amountsIn(all),
    counts: countSpans(place),
  };
}

function tagTally(documents: readonly CodedDocument[], labels: readonly string[]): PlainOf<TagTally> {
  return plainTally(sumTallies([nothing, ...documents].map((document) => tallyTags(document, labels))));
}

function amountsIn(documents: readonly CodedDocument[]): Record<string, Amounts> {
  const byTag = new Map<string, Amounts[]>();
  for (const document of documents)
    for (const [tag, amounts] of Object.entries(amountsOf(differencesOf(document))))
      byTag.set(tag, [...(byTag.get(tag) ?? []), amounts]);
  return Object.fromEntries([...byTag].map(([tag, list]) => [tag, addAmounts(list)]));
}

function jointOf(documents: readonly CodedDocument[]): PlainOf<GroupMargins> | number {
  const labels = labelsIn(documents);
  const counted: GroupMargins[] = [];
  let overlaps = 0;
  for (const document of [nothing, ...documents]) {
    const tally = tallyGroup(document, labels);
    if (isRefusal(tally)) overlaps += tally.offences.length;
    else counted.push(marginsOf(tally));
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
