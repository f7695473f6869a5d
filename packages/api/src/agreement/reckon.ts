import {
  type Agreement,
  bootstrapDocuments,
  cuAlpha,
  type GroupTally,
  type Interval,
  isRefusal,
  type Outcome,
  pooledTagAlpha,
  readDocument,
  sumTallies,
  type TagMatchTally,
  type TagTally,
  tagAlpha,
  tagMatchF1,
  tallyGroup,
  tallyOf,
  tallyTagMatches,
  tallyTags,
  uAlpha,
  version,
} from '@koersvast/agreement';
import type { AgreementFigure, AgreementInterval, AgreementSettings } from '@koersvast/contracts';
import { finalCoder } from './engine-input.ts';
import { type AlphaSums, anyTag, type PairSums, type SpanCounts } from './tally.ts';

/*
 * From the sums of all places to the figures of the overview. Pure, and done in a worker: an interval is two thousand
 * sums over all documents.
 */

/** What was reckoned of a document in one round or several, which are drawn together. */
export interface DocumentSums {
  readonly places: readonly { readonly alphas: AlphaSums; readonly pairs: readonly PairSums[] }[];
}

export interface Reckoning {
  readonly documents: readonly DocumentSums[];
  /** Of the tags of which figures are asked. */
  readonly own: readonly string[];
  readonly trees: readonly string[];
  /** Null for all. */
  readonly coders: readonly string[] | null;
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
  readonly doubleCoded: number;
}

export const settings: AgreementSettings = { replicates: 2000, seed: 1, confidence: 0.95, engine: version };

export function figureOf({ value, code }: Outcome): AgreementFigure {
  return value === null ? { value, reason: code } : { value, reason: null };
}

function intervalOf(figure: Outcome, { low, high, code, caution }: Interval): AgreementInterval {
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

const nothing = readDocument({ id: 'nothing', length: 0, layers: [] });

/** The tallies of a document in all its rounds as one, because its rounds are not drawn apart. */
function asOne<T extends TagTally | GroupTally>(sum: T): T {
  const documents = sum.block('documents');
  documents[0] = Math.min(1, documents[0] ?? 0);
  return sum;
}

function tagTallies(
  documents: readonly DocumentSums[],
  labels: readonly string[],
  of: (alphas: AlphaSums) => AlphaSums['own'],
): TagTally[] {
  const none = tallyTags(nothing, labels);
  const known = new Set(labels);
  return [
    none,
    ...documents.map(({ places }) =>
      asOne(sumTallies([none, ...places.map(({ alphas }) => only(tallyOf(of(alphas)), known))])),
    ),
  ];
}

/** Without the tags that nobody asked for. */
function only(tally: TagTally, known: ReadonlySet<string>): TagTally {
  const { labels } = tally.scheme;
  if (labels.every((label) => known.has(label))) return tally;
  const kept = labels.filter((label) => known.has(label));
  const result = tallyTags(nothing, kept);
  for (const [name, rank] of Object.entries(tally.blocks)) {
    const block = name as keyof typeof tally.blocks;
    const [from, into] = [tally.block(block), result.block(block)];
    if (rank === 0) into.set(from);
    else for (const [at, label] of kept.entries()) into[at] = from[labels.indexOf(label)] ?? 0;
  }
  return result;
}

/** Measures of tags, each with its interval; all on the same draws. */
function measureTags<Name extends string>(
  tallies: readonly TagTally[],
  measures: Readonly<Record<Name, (tally: TagTally) => Agreement>>,
): (name: Name) => AgreementInterval {
  const intervals = bootstrapDocuments(tallies, measures, settings);
  const all = sumTallies(tallies);
  return (name) => intervalOf(measures[name](all), intervals[name]);
}

function measureJoint(documents: readonly DocumentSums[]): Figures['joint'] {
  const tallies: GroupTally[] = [];
  let overlaps = 0;
  for (const { places } of documents) {
    const ofDocument: GroupTally[] = [];
    for (const { joint } of places.map(({ alphas }) => alphas)) {
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
  const given = [empty, ...tallies];
  const measures = { u: uAlpha, cu: cuAlpha };
  const intervals = bootstrapDocuments(given, measures, settings);
  const all = sumTallies(given);
  return {
    u: intervalOf(uAlpha(all), intervals.u),
    cu: intervalOf(cuAlpha(all), intervals.cu),
    coverage: figureOf(cuAlpha(all).coverage),
    overlaps,
  };
}

/** What is counted and not estimated: by label the spans of each coder, and the documents with any. */
function countSpans(documents: readonly DocumentSums[], of: (alphas: AlphaSums) => SpanCounts) {
  const spansBy = new Map<string, Record<string, number>>();
  const inDocuments = new Map<string, number>();
  for (const { places } of documents) {
    const here = new Set<string>();
    for (const { coders, labels, counts } of places.map(({ alphas }) => of(alphas))) {
      labels.forEach((label, column) => {
        const by = spansBy.get(label) ?? {};
        spansBy.set(label, by);
        coders.forEach((coder, row) => {
          const spans = counts[row * labels.length + column] ?? 0;
          if (spans > 0) here.add(label);
          by[coder] = (by[coder] ?? 0) + spans;
        });
      });
    }
    for (const label of here) inDocuments.set(label, (inDocuments.get(label) ?? 0) + 1);
  }
  return { spansBy, inDocuments };
}

/** Spans that two coders have alike, over all pairs of the coders that are asked for. */
function sumMatches(
  { documents, coders }: Pick<Reckoning, 'documents' | 'coders'>,
  labels: readonly string[],
  of: (pair: PairSums) => PairSums['own'],
): TagMatchTally {
  const wanted = coders && new Set([...coders, finalCoder]);
  const none = tallyTagMatches(nothing, 'one', 'other', labels);
  const pairs = documents.flatMap(({ places }) => places.flatMap((place) => place.pairs));
  const compared = pairs.filter(
    ({ first, second }) => wanted === null || (wanted.has(first) && wanted.has(second)),
  );
  return sumTallies([none, ...compared.map((pair) => tallyOf(of(pair)))]);
}

function figuresOf(
  reckoning: Reckoning,
  labels: readonly string[],
  of: {
    readonly sums: (alphas: AlphaSums) => AlphaSums['own'];
    readonly spans: (alphas: AlphaSums) => SpanCounts;
    readonly pair: (pair: PairSums) => PairSums['own'];
  },
) {
  const tallies = tagTallies(reckoning.documents, labels, of.sums);
  const all = sumTallies(tallies);
  const alpha = measureTags(
    tallies,
    Object.fromEntries(labels.map((label) => [label, (tally: TagTally) => tagAlpha(tally, label)])),
  );
  const { spansBy, inDocuments } = countSpans(reckoning.documents, of.spans);
  const matches = sumMatches(reckoning, labels, of.pair);
  const total = all.number('total');
  const figures = labels.map((label): [string, TagFigures] => {
    const by = spansBy.get(label) ?? {};
    const length = all.block('lengths')[all.scheme.labels.indexOf(label)] ?? 0;
    return [
      label,
      {
        spans: Object.values(by).reduce((sum, spans) => sum + spans, 0),
        documents: inDocuments.get(label) ?? 0,
        share: total === 0 ? 0 : length / total,
        spansBy: by,
        alpha: alpha(label),
        f1: figureOf(tagMatchF1(matches, [label])),
      },
    ];
  });
  return { figures: Object.fromEntries(figures), tallies, f1: figureOf(tagMatchF1(matches, labels)) };
}

/** All figures of the overview. */
export function reckonOverview(reckoning: Reckoning): Figures {
  const { documents } = reckoning;
  const own = figuresOf(reckoning, reckoning.own, {
    sums: (alphas) => alphas.own,
    spans: (alphas) => alphas.ownSpans,
    pair: (pair) => pair.own,
  });
  const trees = figuresOf(reckoning, reckoning.trees, {
    sums: (alphas) => alphas.trees,
    spans: (alphas) => alphas.treeSpans,
    pair: (pair) => pair.trees,
  });
  const relevance = measureTags(
    tagTallies(documents, [anyTag], (alphas) => alphas.any),
    { any: (tally) => tagAlpha(tally, anyTag) },
  );
  return {
    own: own.figures,
    trees: trees.figures,
    pooled: measureTags(own.tallies, { pooled: pooledTagAlpha })('pooled'),
    relevance: relevance('any'),
    joint: measureJoint(documents),
    f1: own.f1,
    doubleCoded: own.tallies.filter((tally) => tally.number('documents') > 0).length,
  };
}
