import {
  addAmounts,
  allMatches,
  bootstrapDocuments,
  bootstrapTags,
  cuAlpha,
  type GroupMargins,
  type Help,
  helpFor,
  type Interval,
  isRefusal,
  marginsOf,
  type Outcome,
  pooledTagAlpha,
  type SpanTally,
  sumTallies,
  type TagTally,
  tagAlpha,
  tagMatches,
  tallyGroup,
  tallyOf,
  tallySpans,
  tallyTags,
  uAlpha,
  version,
} from '@koersvast/agreement';
import type { AgreementFigure, AgreementInterval, AgreementSettings } from '@koersvast/contracts';
import { type Sealed, unseal } from './sealed.ts';
import { anyTag, nothing, type PlaceSums, type SpanCounts, type TagSums } from './tally.ts';

/*
 * From the sums of all places to the figures of the overview. Pure, and done in a worker: an interval is two thousand
 * sums over all documents.
 */

/** What was summed of a document in one round or several, which are drawn together. */
export type DocumentSums = readonly PlaceSums[];

/** The same as the server keeps it. */
export type SealedDocument = readonly Sealed<PlaceSums>[];

export const unsealAll = (documents: readonly SealedDocument[]): DocumentSums[] =>
  documents.map((places) => places.map((sums) => unseal(sums)));

export interface Reckoning {
  readonly documents: readonly SealedDocument[];
  /** The tags of which figures are asked, by their labels. */
  readonly own: readonly string[];
  readonly trees: readonly string[];
}

/** What is known of one tag, before it is said in words. */
export interface TagFigures {
  readonly spans: number;
  readonly documents: number;
  readonly share: number;
  /** By coder. */
  readonly spansBy: Readonly<Record<string, number>>;
  readonly alpha: AgreementInterval;
  readonly f1: AgreementFigure;
  readonly help: Pick<Help, 'kind' | 'tag' | 'coder'>;
}

export interface Figures {
  readonly own: Readonly<Record<string, TagFigures>>;
  readonly trees: Readonly<Record<string, TagFigures>>;
  readonly pooled: AgreementInterval;
  readonly relevance: AgreementInterval;
  readonly joint: {
    readonly u: AgreementInterval;
    readonly cu: AgreementInterval;
    readonly coverage: AgreementFigure;
    readonly overlaps: number;
  };
  readonly f1: AgreementFigure;
}

export const settings: AgreementSettings = { replicates: 2000, seed: 1, confidence: 0.95, engine: version };

export function figureOf({ value, code }: Outcome): AgreementFigure {
  return value === null ? { value, reason: code } : { value, reason: null };
}

export function intervalOf(figure: Outcome, { low, high, code, caution }: Interval): AgreementInterval {
  // Of what is undefined there is nothing to say how sure it is.
  const isThere = figure.value !== null && low !== null;
  return {
    ...figureOf(figure),
    low: isThere ? low : null,
    high: isThere ? high : null,
    noInterval: isThere ? null : (figure.code ?? code),
    caution: caution === null || figure.value === null ? null : 'few-documents',
  };
}

const undefinedAs = (reason: NonNullable<AgreementInterval['reason']>): AgreementInterval => ({
  value: null,
  reason,
  low: null,
  high: null,
  noInterval: reason,
  caution: null,
});

/** The tallies of a document in all its rounds as one, because its rounds are not drawn apart. */
function asOne<T extends TagTally | GroupMargins>(sum: T): T {
  const documents = sum.block('documents');
  documents[0] = Math.min(1, documents[0] ?? 0);
  return sum;
}

/** A tally of these tags and no others. */
function narrowed(tally: TagTally, labels: readonly string[]): TagTally {
  const { labels: all } = tally.scheme;
  const kept = all.filter((label) => labels.includes(label));
  if (kept.length === all.length) return tally;
  const result = tallyTags(nothing, kept);
  for (const [name, rank] of Object.entries(tally.blocks)) {
    // The names of its own blocks.
    const block = name as keyof typeof tally.blocks;
    const [from, into] = [tally.block(block), result.block(block)];
    if (rank === 0) into.set(from);
    else for (const [at, label] of kept.entries()) into[at] = from[all.indexOf(label)] ?? 0;
  }
  return result;
}

/** One tally for each document, over the same tags, whether or not anybody used them. */
export function tagTallies(
  documents: readonly DocumentSums[],
  labels: readonly string[],
  of: (sums: PlaceSums) => TagSums['alpha'],
): TagTally[] {
  const none = tallyTags(nothing, labels);
  return [
    none,
    ...documents.map((places) =>
      asOne(sumTallies([none, ...places.map((sums) => narrowed(tallyOf(of(sums)), labels))])),
    ),
  ];
}

/** The tallies of places as one for each document. */
export function perDocument(
  tallies: readonly { readonly documentId: string; readonly tally: TagTally }[],
): TagTally[] {
  const byDocument = Map.groupBy(tallies, ({ documentId }) => documentId);
  return [...byDocument.values()].map((places) => asOne(sumTallies(places.map(({ tally }) => tally))));
}

/** Values of tags, and of all of them pooled, each with its interval; all on the same draws. */
export function measureTags(tallies: readonly TagTally[]): {
  readonly ofTag: (label: string) => AgreementInterval;
  readonly pooled: AgreementInterval;
} {
  const { tags, pooled } = bootstrapTags(tallies, settings);
  const all = sumTallies(tallies);
  return {
    ofTag: (label) => intervalOf(tagAlpha(all, label), tags[label] ?? pooled),
    pooled: intervalOf(pooledTagAlpha(all), pooled),
  };
}

function measureJoint(documents: readonly DocumentSums[]): Figures['joint'] {
  const tallies: GroupMargins[] = [];
  let overlaps = 0;
  for (const places of documents) {
    const ofDocument: GroupMargins[] = [];
    for (const { joint } of places) {
      if (typeof joint === 'number') overlaps += joint;
      else ofDocument.push(tallyOf(joint));
    }
    if (ofDocument.length > 0) tallies.push(asOne(sumTallies(ofDocument)));
  }
  const refused = undefinedAs('tags-overlap');
  if (overlaps > 0)
    return { u: refused, cu: refused, coverage: { value: null, reason: 'tags-overlap' }, overlaps };
  const empty = tallyGroup(nothing, []);
  if (isRefusal(empty)) throw new Error('nothing overlaps in nothing');
  const given = [marginsOf(empty), ...tallies];
  const intervals = bootstrapDocuments(given, { u: uAlpha, cu: cuAlpha }, settings);
  const all = sumTallies(given);
  return {
    u: intervalOf(uAlpha(all), intervals.u),
    cu: intervalOf(cuAlpha(all), intervals.cu),
    coverage: figureOf(cuAlpha(all).coverage),
    overlaps,
  };
}

/** What is counted and not estimated: by label the spans of each coder, and the documents with any. */
function countSpans(documents: readonly (readonly SpanCounts[])[]) {
  const spansBy = new Map<string, Record<string, number>>();
  const inDocuments = new Map<string, number>();
  for (const places of documents) {
    const here = new Set<string>();
    for (const { coders, labels, counts } of places) {
      for (const [column, label] of labels.entries()) {
        const by = spansBy.get(label) ?? {};
        spansBy.set(label, by);
        for (const [row, coder] of coders.entries()) {
          const spans = counts[row * labels.length + column] ?? 0;
          if (spans > 0) here.add(label);
          by[coder] = (by[coder] ?? 0) + spans;
        }
      }
    }
    for (const label of here) inDocuments.set(label, (inDocuments.get(label) ?? 0) + 1);
  }
  return { spansBy, inDocuments };
}

/** The spans of all places that two coders matched; over these tags, whether or not anybody used them. */
export function spanTally(given: readonly TagSums['spans'][], labels: readonly string[]): SpanTally {
  return sumTallies([tallySpans(nothing, labels), ...given.map((spans) => tallyOf(spans))]);
}

function figuresOf(
  documents: readonly DocumentSums[],
  labels: readonly string[],
  of: (sums: PlaceSums) => TagSums,
) {
  const tallies = tagTallies(documents, labels, (sums) => of(sums).alpha);
  const all = sumTallies(tallies);
  const alpha = measureTags(tallies);
  const sums = documents.map((places) => places.map(of));
  const { spansBy, inDocuments } = countSpans(sums.map((places) => places.map(({ counts }) => counts)));
  const spans = spanTally(
    sums.flat().map((each) => each.spans),
    labels,
  );
  const total = all.number('total');
  const figures = labels.map((label): [string, TagFigures] => {
    const by = spansBy.get(label) ?? {};
    const length = all.block('lengths')[all.scheme.labels.indexOf(label)] ?? 0;
    const amounts = sums.flat().flatMap((each) => each.amounts[label] ?? []);
    const { kind, tag, coder } = helpFor(tagAlpha(all, label), addAmounts(amounts), all);
    return [
      label,
      {
        spans: Object.values(by).reduce((sum, each) => sum + each, 0),
        documents: inDocuments.get(label) ?? 0,
        share: total === 0 ? 0 : length / total,
        spansBy: by,
        alpha: alpha.ofTag(label),
        f1: figureOf(tagMatches(spans, label).f1),
        help: { kind, tag, coder },
      },
    ];
  });
  return {
    figures: Object.fromEntries(figures),
    pooled: alpha.pooled,
    f1: figureOf(allMatches(spans).f1),
  };
}

/** All figures of the overview. */
export function reckonOverview({ documents: given, own: ownLabels, trees: treeLabels }: Reckoning): Figures {
  const documents = unsealAll(given);
  const own = figuresOf(documents, ownLabels, (sums) => sums.own);
  const relevance = measureTags(tagTallies(documents, [anyTag], (sums) => sums.any));
  return {
    own: own.figures,
    trees: treeLabels.length === 0 ? {} : figuresOf(documents, treeLabels, (sums) => sums.trees).figures,
    pooled: own.pooled,
    // All that is marked is one tag here: without any, nothing was marked, and not this tag.
    relevance: relevance.pooled,
    joint: measureJoint(documents),
    f1: own.f1,
  };
}
