import type { FoldedText } from '../fold/folded-text.ts';
import type { WordTable } from '../fold/words.ts';
import type { PairHits } from '../piece/piece.ts';
import type { Condition, DistanceUnit, InsideUnit, Query } from '../query/query.ts';
import { type AskedRelation, unitsBetween } from '../relation/asked.ts';
import { relatedSpans } from '../relation/related.ts';
import { NO_SPANS, SpanList, type Spans, spanCount } from '../spans.ts';
import { type AnyWord, gathered } from './any-word.ts';
import { findPattern } from './find-pattern.ts';
import { nearPairs } from './near.ts';
import { findPhrase } from './phrase.ts';
import { union } from './union.ts';
import { firstBeyond, type Window, within } from './window.ts';

/** What is known of a text beside its characters. What a query asks for must be there. */
export interface Surroundings {
  /** Sorted, not overlapping, in UTF-16 units of the text. */
  readonly sentences?: () => Spans;
  readonly paragraphs?: () => Spans;
  /** The codings that meet all of these conditions: sorted by start, then end. */
  readonly codings?: (conditions: readonly Condition[]) => Spans;
  /** Whether this is so of the document. */
  readonly holds?: (condition: Condition) => boolean;
}

/** What a query makes of a text. */
export interface Finding {
  /** Whether the text is one of those that are looked for: it may be without a hit, for what it has not. */
  readonly matches: boolean;
  /** In UTF-16 units of the text, sorted by start, then end, each once. */
  readonly hits: Spans;
}

/** What is looked for in the text itself, or asked of what is known of it. */
type Looked = (Query & { kind: 'words' | 'forms' | 'coded' }) | AnyWord;

const NOTHING: Finding = { matches: false, hits: NO_SPANS };

/**
 * Decides whether a text is one that is looked for, and where in it: `text.text.slice(start, end)` is the hit. Where two
 * are related the first is a hit, and where they are near all from the one to the other, unless `pairHits` says otherwise.
 *
 * Throws if the query asks for what `of` does not have, a `QueryTooHard` where a pattern would take too long, and what
 * `pairHits` throws.
 */
export function find(
  query: Query,
  text: FoldedText,
  of: Surroundings = {},
  pairHits: PairHits | null = null,
): Finding {
  return new Finder(text, of).find(query, { start: 0, end: text.text.length }, pairHits);
}

class Finder {
  readonly #text: FoldedText;
  readonly #of: Surroundings;
  /** Of the whole text: a query may look at many parts of it. */
  readonly #hits = new Map<Looked, Spans>();
  readonly #units = new Map<InsideUnit, Spans>();

  constructor(text: FoldedText, of: Surroundings) {
    this.#text = text;
    this.#of = of;
  }

  /** What pairs give is about the outermost relations: what is related within their sides stays the same. */
  find(query: Query, window: Window, pairHits: PairHits | null = null): Finding {
    switch (query.kind) {
      case 'words':
      case 'forms':
      case 'coded':
        return hitting(this.#within(this.#hitsOf(query), window));
      case 'pattern':
        return hitting(findPattern(query, this.#text, window));
      case 'document':
        return { matches: this.#asked('holds')(query.condition), hits: NO_SPANS };
      case 'and':
        return this.#both(query.parts, window, pairHits);
      case 'or':
        return this.#either(query.parts, window, pairHits);
      case 'not':
        return { matches: !this.find(query.part, window).matches, hits: NO_SPANS };
      case 'inside':
        return this.#inside(query, window, pairHits);
      case 'near':
        return this.#near(query, window, pairHits);
      case 'related':
        return this.#related(query, window, pairHits);
    }
  }

  #sides({ left, right }: Query & { kind: 'near' | 'related' }, window: Window): readonly [Spans, Spans] {
    const hits = this.find(left, window).hits;
    return [hits, hits.length === 0 ? NO_SPANS : this.find(right, window).hits];
  }

  #near(query: Query & { kind: 'near' }, window: Window, pairHits: PairHits | null): Finding {
    const sides = this.#sides(query, window);
    const between = this.#table(query.unit);
    const pairs = nearPairs(...sides, { ...query, between, length: this.#text.text.length });
    if (pairHits === null || pairs.length === 0) return hitting(pairs);
    const near = { ...query, between: unitsBetween(between) };
    return { matches: true, hits: pairHits.ofNear(pairs, sides, near) };
  }

  #related(query: Query & { kind: 'related' }, window: Window, pairHits: PairHits | null): Finding {
    const [left, right] = this.#sides(query, window);
    const asked = this.#relation(query);
    const first = relatedSpans(left, right, asked, query.isNot);
    // What stands in a relation to none makes no pair.
    if (pairHits === null || query.isNot || first.length === 0) return hitting(first);
    return { matches: true, hits: pairHits.ofRelated(left, right, asked) };
  }

  #table(unit: DistanceUnit): WordTable {
    return unit === 'word' ? this.#text.words : tableOf(this.#unitsOf('sentence'));
  }

  #relation({ relation, most, unit }: Query & { kind: 'related' }): AskedRelation {
    switch (relation) {
      case 'same-document':
        return { relation };
      case 'same-sentence':
      case 'same-paragraph':
        return {
          relation: 'same-unit',
          units: this.#unitsOf(relation === 'same-sentence' ? 'sentence' : 'paragraph'),
        };
      default:
        return {
          relation,
          distance: most === null ? null : { most, between: unitsBetween(this.#table(unit)) },
        };
    }
  }

  #within(spans: Spans, window: Window): Spans {
    return window.start === 0 && window.end === this.#text.text.length ? spans : within(spans, window);
  }

  #both(parts: readonly Query[], window: Window, pairHits: PairHits | null): Finding {
    const hits: Spans[] = [];
    for (const part of parts) {
      const found = this.find(part, window, pairHits);
      if (!found.matches) return NOTHING;
      hits.push(found.hits);
    }
    return { matches: true, hits: union(hits) };
  }

  #either(parts: readonly Query[], window: Window, pairHits: PairHits | null): Finding {
    const { any, others } = gathered(parts);
    const found = others.map((part) => this.find(part, window, pairHits));
    if (any !== null) found.push(hitting(this.#within(this.#hitsOf(any), window)));
    return { matches: found.some(({ matches }) => matches), hits: union(found.map(({ hits }) => hits)) };
  }

  #inside({ unit, part }: Query & { kind: 'inside' }, window: Window, pairHits: PairHits | null): Finding {
    const units = this.#unitsOf(unit);
    const all = new SpanList();
    let matches = false;
    for (let at = firstBeyond(units, window.start); at < units.length; at += 2) {
      // Of a paragraph, in a sentence that is looked at by itself, there is what lies in that.
      const start = Math.max(units[at] ?? 0, window.start);
      const end = Math.min(units[at + 1] ?? 0, window.end);
      if (start >= end) break;
      const found = this.find(part, { start, end }, pairHits);
      matches ||= found.matches;
      all.addAll(found.hits);
    }
    return { matches, hits: all.spans() };
  }

  #hitsOf(query: Looked): Spans {
    const known = this.#hits.get(query);
    if (known !== undefined) return known;
    const hits = this.#look(query);
    this.#hits.set(query, hits);
    return hits;
  }

  #look(query: Looked): Spans {
    switch (query.kind) {
      case 'words':
        return findPhrase(query, this.#text);
      case 'any':
        return query.findIn(this.#text);
      case 'forms': {
        const { any, others } = gathered(query.forms);
        const hits = others.map((form) => findPhrase(form, this.#text));
        return any === null ? union(hits) : union([any.findIn(this.#text), ...hits]);
      }
      case 'coded':
        return this.#asked('codings')(query.conditions);
    }
  }

  #unitsOf(unit: InsideUnit): Spans {
    const known = this.#units.get(unit);
    if (known !== undefined) return known;
    const units = this.#asked(unit === 'sentence' ? 'sentences' : 'paragraphs')();
    this.#units.set(unit, units);
    return units;
  }

  #asked<Name extends keyof Surroundings>(name: Name): NonNullable<Surroundings[Name]> {
    const asked = this.#of[name];
    if (asked === undefined) throw new Error(`This query needs the ${name} of the text.`);
    return asked;
  }
}

function tableOf(units: Spans): WordTable {
  const count = spanCount(units);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  for (let at = 0; at < count; at += 1) {
    starts[at] = units[at * 2] ?? 0;
    ends[at] = units[at * 2 + 1] ?? 0;
  }
  return { starts, ends };
}

function hitting(hits: Spans): Finding {
  return { matches: hits.length > 0, hits };
}
