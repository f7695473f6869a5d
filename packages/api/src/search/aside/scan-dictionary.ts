import { DomainError } from '@koersvast/core/error';
import { NO_SPANS, type Spans, spanCount, union } from '@koersvast/search';
import type { Portion, SearchedHere, Sought } from './portion.ts';
import { findAll, readQuery } from './scan-portion.ts';
import { type KeptText, takeUp } from './texts.ts';

/** A pattern of a dictionary, and of which concept it is. */
export interface SoughtPattern {
  readonly query: string;
  readonly concept: number;
}

export interface DictionaryPortion extends Pick<Portion, 'documents' | 'given'> {
  readonly sought: Pick<Sought, 'names' | 'conditions'>;
  readonly patterns: readonly SoughtPattern[];
  readonly concepts: number;
}

/** What two concepts share in some documents. */
export interface SharedHere {
  readonly one: number;
  readonly other: number;
  readonly passages: number;
  readonly documents: number;
  /** The first of them: the place of a document in the portion, start and end, one after the other. */
  readonly first: readonly number[];
}

export type DictionaryScanned =
  | { readonly lacking: readonly string[] }
  | {
      readonly lacking: null;
      /** Of each pattern: hits, and documents for which it holds. */
      readonly patterns: { readonly hits: Float64Array; readonly documents: Int32Array };
      /** The same of each concept; a span that several of its patterns find is one. */
      readonly concepts: { readonly hits: Float64Array; readonly documents: Int32Array };
      /** Patterns that would have taken too long in some document. */
      readonly tooHard: readonly number[];
      readonly shared: readonly SharedHere[];
      /** Hits in each document, the same span once. */
      readonly counts: Int32Array;
    };

/** So many places of what two concepts share are kept of a portion. */
const PLACES = 20;

/** What is found of each pattern in the text of a document; null where it would take too long. */
export function findPatterns(
  text: KeptText,
  document: SearchedHere,
  { sought, patterns }: Pick<DictionaryPortion, 'sought' | 'patterns'>,
) {
  return patterns.map(({ query }) => {
    const asked: Sought = { ...sought, query, piece: 'hit', aside: 'with' };
    try {
      return findAll(text, readQuery(asked), asked, document);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'query_too_hard') return null;
      throw error;
    }
  });
}

/** Looks for all patterns of a dictionary in some documents; where texts are lacking it says which. */
export function scanDictionary(portion: DictionaryPortion): DictionaryScanned {
  const { documents, given, patterns, concepts } = portion;
  const { texts, lacking } = takeUp(documents, given);
  if (lacking.length > 0) return { lacking };
  const ofPatterns = { hits: new Float64Array(patterns.length), documents: new Int32Array(patterns.length) };
  const ofConcepts = { hits: new Float64Array(concepts), documents: new Int32Array(concepts) };
  const counts = new Int32Array(documents.length);
  const tooHard = new Set<number>();
  const shared = new Map<number, Mutable<SharedHere> & { first: number[] }>();
  for (const [at, document] of documents.entries()) {
    const text = texts[at];
    if (!text) throw new Error('a text that is lacking was not told of');
    const spans: Spans[][] = Array.from({ length: concepts }, () => []);
    const holds = new Uint8Array(concepts);
    for (const [nth, found] of findPatterns(text, document, portion).entries()) {
      const concept = patterns[nth]?.concept ?? 0;
      if (found === null) tooHard.add(nth);
      if (!found?.matches) continue;
      add(ofPatterns, nth, spanCount(found.hits));
      holds[concept] = 1;
      if (found.hits.length > 0) spans[concept]?.push(found.hits);
    }
    const unions = spans.map((some) => union(some));
    for (const [concept, hits] of unions.entries())
      if (holds[concept] === 1) add(ofConcepts, concept, spanCount(hits));
    counts[at] = spanCount(union(unions));
    noteShared(unions, at);
  }
  return {
    lacking: null,
    patterns: ofPatterns,
    concepts: ofConcepts,
    tooHard: [...tooHard],
    shared: [...shared.values()],
    counts,
  };

  function noteShared(unions: readonly Spans[], at: number): void {
    const there = unions.flatMap((hits, concept) =>
      hits.length === 0 ? [] : [{ concept, covered: coveredBy(hits) }],
    );
    for (const [nth, one] of there.entries())
      for (const other of there.slice(nth + 1)) {
        const both = commonOf(one.covered, other.covered);
        if (both.length === 0) continue;
        const key = one.concept * concepts + other.concept;
        const known = shared.get(key) ?? {
          ...{ one: one.concept, other: other.concept, passages: 0, documents: 0, first: [] },
        };
        known.passages += both.length / 2;
        known.documents += 1;
        for (let from = 0; from < both.length && known.first.length < 3 * PLACES; from += 2)
          known.first.push(at, both[from] ?? 0, both[from + 1] ?? 0);
        shared.set(key, known);
      }
  }
}

type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

function add(
  sums: { readonly hits: Float64Array; readonly documents: Int32Array },
  at: number,
  hits: number,
) {
  sums.hits[at] = (sums.hits[at] ?? 0) + hits;
  sums.documents[at] = (sums.documents[at] ?? 0) + 1;
}

/** The stretches that spans cover: sorted, none meets another. */
function coveredBy(spans: Spans): Spans {
  const covered: number[] = [];
  for (let at = 0; at < spans.length; at += 2) {
    const [start, end] = [spans[at] ?? 0, spans[at + 1] ?? 0];
    const last = covered.length - 1;
    if (last > 0 && start <= (covered[last] ?? 0)) covered[last] = Math.max(covered[last] ?? 0, end);
    else covered.push(start, end);
  }
  return Int32Array.from(covered);
}

/** The stretches that two such coverings share. */
function commonOf(one: Spans, other: Spans): Spans {
  if (one.length === 0 || other.length === 0) return NO_SPANS;
  const common: number[] = [];
  for (let here = 0, there = 0; here < one.length && there < other.length; ) {
    const start = Math.max(one[here] ?? 0, other[there] ?? 0);
    const end = Math.min(one[here + 1] ?? 0, other[there + 1] ?? 0);
    if (start < end) common.push(start, end);
    if ((one[here + 1] ?? 0) <= (other[there + 1] ?? 0)) here += 2;
    else there += 2;
  }
  return Int32Array.from(common);
}
