import { requireNames } from '../check.ts';
import type { CodedDocument } from '../document/document.ts';
import { mergeOverlaps } from '../document/merge.ts';
import type { Span } from '../document/span.ts';
import { compareText } from '../order.ts';
import { laneOf } from '../unitizing/lane.ts';
import { countsAsReliabilityData } from '../unitizing/parts.ts';
import { sweep } from '../unitizing/sweep.ts';
import { type DifferenceKind, differenceKinds, type Unit, unitsOf } from './unit.ts';

/** What one coder marked of a difference. */
export interface Marked {
  readonly coder: string;
  readonly spans: readonly Span[];
}

/** Amounts of disagreement, in characters of one coder against gaps of the others, their mean taken. */
export interface Amounts {
  readonly all: number;
  /** By kind; they add up to all. */
  readonly kinds: Readonly<Record<DifferenceKind, number>>;
  /** Of the kind "which" by the tag that the other coder gave instead; they add up to that kind. */
  readonly tags: Readonly<Record<string, number>>;
  /** By the coder who stands alone against all others, of whom there are at least two. */
  readonly coders: Readonly<Record<string, number>>;
}

/**
 * One place of a text at which coders differ about one tag: the units of that tag that hang together by shared
 * text, unless all coders mark it alike. Differences share no text, so that what they disagree about adds up to
 * the disagreement about the tag.
 */
export interface Difference extends Span, Amounts {
  readonly document: string;
  readonly tag: string;
  /** The coders who marked any of it, with what they marked. */
  readonly marked: readonly Marked[];
  /** The coders who marked nothing of it. */
  readonly unmarked: readonly string[];
  /** The kind with the largest amount. */
  readonly kind: DifferenceKind;
  /** Where the kind is "which", the tag given most instead. */
  readonly otherTag: string | null;
  /** The coder who stands alone in more than half of it; null with two coders, of whom neither does. */
  readonly coder: string | null;
}

interface Open extends Span {
  all: number;
  readonly kinds: Record<DifferenceKind, number>;
  readonly tags: Map<string, number>;
  readonly coders: Float64Array;
  readonly units: Unit[];
}

/**
 * All differences in a document, by tag and place. `tags` limits what is told of, not what is compared: a tag
 * outside it is still the other tag of a difference. None where fewer than two coders finished.
 */
export function differencesOf(document: CodedDocument, tags?: readonly string[]): readonly Difference[] {
  if (!countsAsReliabilityData(document)) return [];
  const layers = unitsOf(document);
  const used = new Set(layers.flatMap((layer) => [...layer.byTag.keys()]));
  const wanted =
    tags === undefined ? [...used] : requireNames(tags, 'The tags').filter((tag) => used.has(tag));
  return wanted.toSorted(compareText).flatMap((tag) =>
    differencesAbout(
      document,
      tag,
      layers.map((layer) => layer.byTag.get(tag) ?? []),
    ),
  );
}

function differencesAbout(
  document: CodedDocument,
  tag: string,
  units: readonly (readonly Unit[])[],
): readonly Difference[] {
  const places = placesOf(units);
  const others = units.length - 1;
  let at = 0;
  let next = 0;
  sweep(
    document.length,
    units.map((list) => laneOf(list, () => 0)),
    [],
    (stretch, _part, here) => {
      const from = at;
      at += stretch;
      while ((places[next]?.end ?? Number.POSITIVE_INFINITY) <= from) next++;
      const place = places[next];
      if (place === undefined || place.start > from) return;
      let marked = 0;
      for (const unit of here) if (unit >= 0) marked++;
      if (marked === here.length) return;
      for (let i = 0; i < here.length; i++) {
        const unit = units[i]?.[here[i] ?? -1];
        const standsAlone = others > 1 && (unit === undefined ? marked === others : marked === 1);
        if (standsAlone) place.coders[i] = (place.coders[i] ?? 0) + stretch * others;
        if (unit !== undefined) differ(place, unit, here, stretch);
      }
    },
  );
  return places.filter(({ all }) => all > 0).map((place) => told(document, tag, place, others));
}

/** Counts a stretch of a unit against everyone who did not mark it. */
function differ(place: Open, unit: Unit, here: Int32Array, stretch: number): void {
  for (let j = 0; j < here.length; j++) {
    if ((here[j] ?? -1) >= 0) continue;
    const kind = unit.kinds[j] ?? 'found';
    place.all += stretch;
    place.kinds[kind] += stretch;
    if (kind !== 'which') continue;
    const other = unit.partners[j]?.tag ?? '';
    place.tags.set(other, (place.tags.get(other) ?? 0) + stretch);
  }
}

/** The stretches of text that units of any coder cover together, with these units. */
function placesOf(units: readonly (readonly Unit[])[]): readonly Open[] {
  const all = units.flat().sort((a, b) => a.start - b.start || a.coder - b.coder);
  let next = 0;
  return mergeOverlaps(all.map(({ start, end }) => ({ start, end }))).map(({ start, end }) => {
    const own: Unit[] = [];
    for (let unit = all[next]; unit !== undefined && unit.start < end; unit = all[++next]) own.push(unit);
    return {
      start,
      end,
      all: 0,
      kinds: { found: 0, where: 0, which: 0 },
      tags: new Map(),
      coders: new Float64Array(units.length),
      units: own,
    };
  });
}

/** Divides whole sums once, which keeps them exact where the quotient is whole. */
function told(document: CodedDocument, tag: string, place: Open, others: number): Difference {
  const { start, end, kinds, units } = place;
  const marked = document.layers.flatMap(({ coder }, i): Marked[] => {
    const spans = units
      .filter((unit) => unit.coder === i)
      .map((unit) => ({ start: unit.start, end: unit.end }));
    return spans.length === 0 ? [] : [{ coder, spans }];
  });
  const kind = largestOf(differenceKinds.map((each) => [each, kinds[each]]))?.[0] ?? 'found';
  const tags = [...place.tags].sort(([a], [b]) => compareText(a, b));
  const coders = document.layers.flatMap(({ coder }, i): [string, number][] => {
    const amount = place.coders[i] ?? 0;
    return amount > 0 ? [[coder, amount]] : [];
  });
  const [alone, amount = 0] = largestOf(coders) ?? [];
  const part = (sum: number) => sum / others;
  const shares = (list: readonly (readonly [string, number])[]) =>
    Object.fromEntries(list.map(([name, sum]) => [name, part(sum)]));
  return {
    document: document.id,
    tag,
    start,
    end,
    marked,
    unmarked: document.layers
      .map(({ coder }) => coder)
      .filter((coder) => marked.every((each) => each.coder !== coder)),
    kind,
    otherTag: kind === 'which' ? (largestOf(tags)?.[0] ?? null) : null,
    coder: alone !== undefined && 2 * amount > place.all ? alone : null,
    all: part(place.all),
    kinds: { found: part(kinds.found), where: part(kinds.where), which: part(kinds.which) },
    tags: shares(tags),
    coders: shares(coders),
  };
}

/** The entry with the largest amount; the first of equals. */
export function largestOf<K>(entries: readonly (readonly [K, number])[]): readonly [K, number] | undefined {
  let largest = entries[0];
  for (const entry of entries) if (largest === undefined || entry[1] > largest[1]) largest = entry;
  return largest;
}

/**
 * The amounts of all differences about each tag. Amounts are additive: those of several documents are the sums
 * of theirs ({@link addAmounts}), so they are kept for each document, as plain data.
 */
export function amountsOf(
  differences: readonly (Amounts & { readonly tag: string })[],
): Record<string, Amounts> {
  const byTag = new Map<string, Amounts[]>();
  for (const difference of differences) {
    const list = byTag.get(difference.tag);
    if (list === undefined) byTag.set(difference.tag, [difference]);
    else list.push(difference);
  }
  return Object.fromEntries([...byTag].map(([tag, list]) => [tag, addAmounts(list)]));
}

/** The sum of amounts. */
export function addAmounts(list: readonly Amounts[]): Amounts {
  const kinds = { found: 0, where: 0, which: 0 };
  for (const each of list) for (const kind of differenceKinds) kinds[kind] += each.kinds[kind];
  return {
    all: list.reduce((sum, each) => sum + each.all, 0),
    kinds,
    tags: addByName(list.map((each) => each.tags)),
    coders: addByName(list.map((each) => each.coders)),
  };
}

function addByName(list: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const each of list) {
    for (const [name, amount] of Object.entries(each)) sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => compareText(a, b)));
}
