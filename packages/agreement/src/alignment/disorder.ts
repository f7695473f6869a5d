import { requireWhole } from '../check.ts';
import type { CodedDocument } from '../document/document.ts';
import { matchByWeight } from '../matching/weighted-matching.ts';
import { type Basis, type Outcome, outcome, undefinedFor } from '../result.ts';
import { findCandidates } from './candidates.ts';
import { type Dissimilarity, type DissimilarityOptions, readDissimilarity } from './dissimilarity.ts';
import { bestPacking } from './exact-search.ts';
import { findNeighbours } from './neighbours.ts';

/**
 * How many candidates the exact search for three or more coders may try in one cluster of annotations that lie
 * close together. Three coders with six annotations each always fit, however they lie; scattered ones fit in
 * any number.
 */
export const mostSearchTrials = 3_000_000;

export interface AlignmentOptions extends DissimilarityOptions {
  /** For three or more coders: how long to search in one cluster; {@link mostSearchTrials} if left out. */
  readonly mostTrials?: number;
}

/** The disorder of the best alignment, 0 when all coders did the same; and the settings it depends on. */
export type Disorder = Outcome & Basis & { readonly settings: Dissimilarity };

/**
 * The disorder of the best alignment of a document (Mathet, Widlocher and Metivier 2015): the deterministic part
 * of gamma. Every annotation enters one alignment of at most one annotation a coder; its disorder is the mean
 * dissimilarity over pairs of coders, a missing partner costing `emptyCost`. The sum over alignments is divided
 * by the mean number of annotations a coder.
 *
 * Two coders: an assignment problem, any size. Three or more: exact search, refused with a reason beyond
 * `mostTrials`. Undefined: fewer than two coders; nothing marked.
 */
export function bestAlignmentDisorder(document: CodedDocument, options: AlignmentOptions = {}): Disorder {
  const mostTrials = requireWhole(options.mostTrials ?? mostSearchTrials, 'The number of trials', 1);
  const settings = readDissimilarity(options);
  const { layers } = document;
  const units = layers.reduce((sum, layer) => sum + layer.annotations.length, 0);
  const about = { coders: layers.length, documents: 1, units, settings };
  const [first, second] = layers;
  if (first === undefined || second === undefined)
    return { ...undefinedFor('fewer-than-two-coders'), ...about };
  if (units === 0) return { ...undefinedFor('nothing-marked'), ...about };
  const saved =
    layers.length === 2 ? savedByPairs(document, settings) : savedByGroups(document, settings, mostTrials);
  if (saved === null) return { ...undefinedFor('cluster-too-large'), ...about };
  const disorder = units * settings.emptyCost - saved;
  return { ...outcome(disorder / (units / layers.length)), ...about };
}

/** What aligning two coders saves against leaving every annotation alone. */
function savedByPairs({ layers }: CodedDocument, settings: Dissimilarity): number {
  const [first, second] = layers.map((layer) => layer.annotations);
  if (first === undefined || second === undefined) return 0;
  const alone = 2 * settings.emptyCost;
  const edges = findNeighbours(first, second, alone, settings).map((pair) => ({
    row: pair.first,
    column: pair.second,
    weight: alone - pair.apart,
    tieBreak: 0,
  }));
  return matchByWeight(first.length, second.length, edges).reduce((sum, edge) => sum + edge.weight, 0);
}

/** The same for three coders or more; null if the search would be too large. */
function savedByGroups(
  { layers }: CodedDocument,
  settings: Dissimilarity,
  mostTrials: number,
): number | null {
  const found = findCandidates(layers, settings, mostTrials);
  return found === null ? null : bestPacking(found.units, found.candidates, mostTrials);
}
