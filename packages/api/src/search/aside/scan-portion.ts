import { DomainError } from '@koersvast/core/error';
import {
  type Condition,
  clauses,
  codedIn,
  type Finding,
  find,
  NO_SPANS,
  type PairHits,
  pairHits,
  parseQuery,
  type Query,
  QueryTooHard,
  type Spans,
  TooManyPairs,
  unitsWith,
} from '@koersvast/search';
import { LRUCache } from 'lru-cache';
import { codingsIn, keyOf } from './codings.ts';
import { keysIn } from './keys.ts';
import { lineOf } from './line.ts';
import {
  comparePlaces,
  type FoundLine,
  type Place,
  type Portion,
  type Scanned,
  type SearchedHere,
  type Sought,
  type WantedLines,
} from './portion.ts';
import { asideIn, sift } from './sift.ts';
import { tagRankIn } from './tag-rank.ts';
import { type KeptText, keepFound, takeUp } from './texts.ts';

/* Searching some documents, in a process that keeps their texts. */

interface Candidate extends Place {
  readonly document: SearchedHere;
  readonly text: KeptText;
}

/** Takes the texts of a portion up; where some are lacking it says which. */
export function openPortion({ sought, documents, given }: Omit<Portion, 'lines'>) {
  const { texts, lacking } = takeUp(documents, given);
  if (lacking.length > 0) return { lacking };
  const query = readQuery(sought);
  return {
    lacking: null,
    /** What is found in the text of a document, which has this place in the portion. */
    findIn(at: number, document: SearchedHere): FoundHere & { readonly text: KeptText } {
      const text = texts[at];
      if (!text) throw new Error('a text that is lacking was not told of');
      return { text, ...findIn(text, query, sought, document) };
    },
  };
}

/** Searches documents; where texts are lacking it says which, and searches nothing. */
export function scanPortion({ lines: wanted, ...portion }: Portion): Scanned {
  const { documents, sought } = portion;
  const opened = openPortion(portion);
  if (opened.lacking !== null) return opened;
  const counts = new Int32Array(documents.length);
  let aside = 0;
  const first = wanted && firstOf(wanted, sought);
  for (const [at, document] of documents.entries()) {
    const { text, matches, spans, aside: found } = opened.findIn(at, document);
    counts[at] = matches ? spans.length / 2 : -1;
    aside += found;
    first?.take(document, text, spans);
  }
  const query = readQuery(sought);
  const lines = (first?.taken() ?? []).map((place) => lineIn(place, query, sought, wanted));
  return { lacking: null, counts, aside, lines };
}

function lineIn(place: Candidate, query: Query, sought: Sought, wanted: WantedLines | null): FoundLine {
  const { document, text, ...where } = place;
  const hits =
    sought.piece === 'union'
      ? sidesIn(findAll(text, query, { ...sought, piece: 'either' }, document).hits, where)
      : isUnit(sought.piece)
        ? findIn(text, query, sought, document).hits
        : null;
  return { documentId: document.id, ...where, ...lineOf(text, where, wanted?.context ?? 0, hits) };
}

/** Of all that is related what stands in one whole, but for what is all of it. */
function sidesIn(hits: Spans, { start, end }: Pick<Place, 'start' | 'end'>): Spans {
  const sides: number[] = [];
  for (let at = 0; at < hits.length; at += 2) {
    const [from, to] = [hits[at] ?? 0, hits[at + 1] ?? 0];
    if (from >= start && to <= end && (from > start || to < end)) sides.push(from, to);
  }
  return Int32Array.from(sides);
}

/** Those of a long dictionary, which is gone through portion by portion. */
const KEPT_QUERIES = 2_000;
const queries = new LRUCache<string, Query>({ max: KEPT_QUERIES });

export function readQuery({ query: source, names }: Sought): Query {
  const key = JSON.stringify([source, names]);
  const known = queries.get(key);
  if (known) return known;
  const read = parseQuery(source, { fields: names });
  // The server has read it before, by the same rules.
  if (!read.ok) throw new Error('a query that cannot be read');
  queries.set(key, read.query);
  return read.query;
}

/** What of a text counts. */
interface FoundHere extends Finding {
  /** What is given back, and counted. */
  readonly spans: Spans;
  /** Hits that were put aside. */
  readonly aside: number;
}

/** Whether hits are given back in what they stand in; else it says what of two that are related is a hit. */
type Unit = 'clause' | 'sentence' | 'paragraph';
const isUnit = (piece: Sought['piece']): piece is Unit =>
  piece === 'clause' || piece === 'sentence' || piece === 'paragraph';

const hitsOfPairs: Readonly<Record<Sought['piece'], PairHits | null>> = {
  ...pairHits,
  ...{ hit: null, clause: null, sentence: null, paragraph: null },
};

function findIn(text: KeptText, query: Query, sought: Sought, document: SearchedHere): FoundHere {
  const { piece, aside: mode } = sought;
  const whole = findAll(text, query, sought, document);
  const isAside = asideIn(document.aside);
  const { kept, count } = isAside === null ? { kept: whole.hits, count: 0 } : sift(whole.hits, isAside, mode);
  const hits = isAside === null && mode === 'only' ? NO_SPANS : kept;
  const isLeft = hits.length > 0 || (mode !== 'only' && whole.hits.length === 0);
  const spans = isUnit(piece) ? unitsWith(hits, unitsOf(text, piece)) : hits;
  return { matches: whole.matches && isLeft, hits, spans, aside: count };
}

function unitsOf({ folded, sentences, paragraphs }: KeptText, piece: Unit): Spans {
  if (piece === 'clause') return clauses(folded.text, sentences);
  return piece === 'sentence' ? sentences : paragraphs;
}

export function findAll(text: KeptText, query: Query, sought: Sought, document: SearchedHere): Finding {
  const { query: source, conditions } = sought;
  const { folded, sentences, paragraphs } = text;
  const ofPairs = hitsOfPairs[sought.piece];
  const units = { sentences: () => sentences, paragraphs: () => paragraphs };
  if (conditions.length > 0) {
    // What was coded, and what is said of documents, changes: nothing of it is kept.
    const places = new Map(conditions.map(({ key }, at) => [key, at]));
    const of = {
      ...units,
      codings: codingsIn(document.codings, conditions),
      holds: (condition: Condition) => document.holds[places.get(keyOf(condition)) ?? -1] ?? false,
    };
    return found(query, folded, of, ofPairs);
  }
  if (ofPairs !== null) return found(query, folded, units, ofPairs);
  const known = text.found.get(source);
  if (known) return known;
  const finding = found(query, folded, units);
  keepFound(text, source, finding);
  return finding;
}

function found(...asked: Parameters<typeof find>): Finding {
  try {
    return find(...asked);
  } catch (error) {
    if (error instanceof TooManyPairs) throw new DomainError('reckoning_too_large');
    throw error instanceof QueryTooHard ? new DomainError('query_too_hard') : error;
  }
}

/** Keeps the first so many places behind another, in their order, whatever comes. */
function firstOf({ sort, after, limit, tags: ranks }: WantedLines, sought: Sought) {
  const coded = sort.some(({ by }) => by === 'tag') ? codedIn(readQuery(sought)) : [];
  let kept: Candidate[] = [];
  const compare = (a: Candidate, b: Candidate) => comparePlaces(a, b, sort);
  const cut = () => {
    kept = kept.sort(compare).slice(0, limit);
  };
  return {
    take(document: SearchedHere, text: KeptText, spans: Int32Array): void {
      const inOrder = sort.length === 0;
      if (inOrder && after !== null && document.order < after.order) return;
      const tagRank = tagRankIn(document.codings, sought.conditions, { coded, ranks });
      const keysOf = keysIn(text.folded, sort, document.ranks, tagRank);
      for (let at = 0; at < spans.length; at += 2) {
        // Nothing stands before what was taken of the order of the text.
        if (inOrder && kept.length === limit) return;
        const [start, end] = [spans[at] ?? 0, spans[at + 1] ?? 0];
        const place = { keys: keysOf(start, end), order: document.order, start, end, document, text };
        if (after !== null && comparePlaces(place, after, sort) <= 0) continue;
        kept.push(place);
        if (kept.length >= limit * 4) cut();
      }
    },
    taken(): Candidate[] {
      cut();
      return kept;
    },
  };
}
