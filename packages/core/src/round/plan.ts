import { DomainError } from '../error.ts';
import { type Random, seededRandom } from './random.ts';

/** How the assignments of a round are to be drawn. */
export interface RoundPlan {
  readonly codersPerDocument: number;
  readonly memberIds: readonly string[];
  /** Null: every document gets `codersPerDocument` coders; else this many in a hundred get two, the others one. */
  readonly doubleCodedPercent: number | null;
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

/** A document with the stratum to which it belongs: one for all where nothing is stratified. */
export interface PlannedDocument {
  readonly id: string;
  readonly stratum: string;
}

/** Who codes what. */
export interface DrawnAssignment {
  readonly documentId: string;
  readonly memberId: string;
}

export interface Draw {
  /** By document and then by member, in the order of their ids. */
  readonly assignments: readonly DrawnAssignment[];
  /** The documents that get two coders as a sample, in the order of their ids; empty without a percentage. */
  readonly sample: readonly string[];
}

/** The same list in random order. */
function shuffled<T>(list: readonly T[], random: Random): T[] {
  const rest = [...list];
  for (let last = rest.length - 1; last > 0; last -= 1) {
    const at = random.below(last + 1);
    const a = rest[last] as T;
    rest[last] = rest[at] as T;
    rest[at] = a;
  }
  return rest;
}

/**
 * How many of each stratum are in a sample of `percent` in a hundred, by the method of the largest remainder
 * (Hamilton): the whole sample is the percentage of all, rounded half up and at least one, and each stratum has
 * its share of it rounded down or up. Equal remainders go to the stratum that comes first by name.
 */
export function sampleSizes(
  strata: ReadonlyMap<string, number>,
  percent: number,
): ReadonlyMap<string, number> {
  const all = [...strata.values()].reduce((sum, size) => sum + size, 0);
  if (all === 0) return new Map();
  return shareOut(strata, Math.min(all, Math.max(1, Math.floor((all * percent + 50) / 100))));
}

/** The same for a sample of so many, at most as many as there are. */
function shareOut(strata: ReadonlyMap<string, number>, whole: number): ReadonlyMap<string, number> {
  const all = [...strata.values()].reduce((sum, size) => sum + size, 0);
  const shares = [...strata].map(([name, size]) => ({
    name,
    taken: Math.floor((size * whole) / all),
    remainder: (size * whole) % all,
  }));
  const left = whole - shares.reduce((sum, { taken }) => sum + taken, 0);
  const inOrder = [...shares].sort((a, b) => b.remainder - a.remainder || (a.name < b.name ? -1 : 1));
  for (const share of inOrder.slice(0, left)) share.taken += 1;
  return new Map(shares.map(({ name, taken }) => [name, taken]));
}

/** `sizesOf` says how many of each stratum are taken. */
function drawSample(
  documents: readonly PlannedDocument[],
  sizesOf: (strata: ReadonlyMap<string, number>) => ReadonlyMap<string, number>,
  random: Random,
): string[] {
  const strata = Map.groupBy(documents, (document) => document.stratum);
  const names = [...strata.keys()].sort();
  const sizes = sizesOf(new Map(names.map((name) => [name, strata.get(name)?.length ?? 0])));
  return names
    .flatMap((name) => shuffled(strata.get(name) ?? [], random).slice(0, sizes.get(name) ?? 0))
    .map((document) => document.id)
    .sort();
}

/** So that documents and who codes them are drawn by one seed, and not by the same lots. */
const otherLots = 0x5f356495;

/**
 * Draws `count` documents, or all if they are fewer, each stratum with its share of them (as `sampleSizes` has it).
 * What comes out, in the order of their ids, depends on the seed and on what is given, not on the order in which it
 * is given. Throws `assignment_not_valid` for a document that is named twice.
 */
export function drawDocuments(documents: readonly PlannedDocument[], count: number, seed: number): string[] {
  if (new Set(documents.map(({ id }) => id)).size < documents.length) {
    throw new DomainError('assignment_not_valid');
  }
  const sorted = [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));
  const whole = Math.min(documents.length, count);
  return drawSample(sorted, (strata) => shareOut(strata, whole), seededRandom(seed ^ otherLots));
}

/**
 * Who has how many documents, and who has met whom, by the places of the coders in a list. What a choice depends on is
 * kept as it changes, because there may be a hundred thousand of them.
 */
function createTable(size: number) {
  const load = new Int32Array(size);
  const met = new Int32Array(size * size);
  return {
    /** Chooses who codes a document, one after the other: who has least, and of those who met the chosen least. */
    seat(count: number, random: Random): number[] {
      const meetings = new Int32Array(size);
      const chosen: number[] = [];
      let free = Array.from({ length: size }, (_, place) => place);
      while (chosen.length < count && free.length > 0) {
        // Lots decide among equals: those at the end of a shuffled list have no better chance than the others.
        const next = firstOfLeast(shuffled(free, random), load, meetings);
        free = free.filter((place) => place !== next);
        for (const other of chosen) {
          met[other * size + next] = (met[other * size + next] ?? 0) + 1;
          met[next * size + other] = (met[next * size + other] ?? 0) + 1;
        }
        for (const place of free) meetings[place] = (meetings[place] ?? 0) + (met[next * size + place] ?? 0);
        load[next] = (load[next] ?? 0) + 1;
        chosen.push(next);
      }
      return chosen;
    },
  };
}

/** The first of those who have the least load, and among them the fewest meetings. */
function firstOfLeast(places: readonly number[], load: Int32Array, meetings: Int32Array): number {
  let [best = 0] = places;
  for (const place of places) {
    const difference = (load[place] ?? 0) - (load[best] ?? 0);
    if (difference < 0 || (difference === 0 && (meetings[place] ?? 0) < (meetings[best] ?? 0))) best = place;
  }
  return best;
}

/**
 * Draws who codes what. Every coder gets as many documents as any other, or one more; nobody gets a document
 * twice; and who meets whom on a document is spread as evenly as a step by step choice can. What comes out
 * depends on the seed and on what is given, not on the order in which it is given.
 *
 * Throws `assignment_not_valid` when a document would need more coders than there are, or when something is
 * named twice.
 */
export function drawAssignments(
  documents: readonly PlannedDocument[],
  { codersPerDocument, memberIds, doubleCodedPercent, seed }: RoundPlan,
): Draw {
  const random = seededRandom(seed);
  const most = doubleCodedPercent === null ? codersPerDocument : 2;
  const twice = (ids: readonly string[]) => new Set(ids).size < ids.length;
  if (most > memberIds.length || twice(memberIds) || twice(documents.map(({ id }) => id))) {
    throw new DomainError('assignment_not_valid', { coders: memberIds.length, needed: most });
  }
  const sorted = [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sample =
    doubleCodedPercent === null
      ? []
      : drawSample(sorted, (strata) => sampleSizes(strata, doubleCodedPercent), random);
  const double = new Set(sample);
  const coders = shuffled([...memberIds].sort(), random);
  const table = createTable(coders.length);
  const assignments = shuffled(sorted, random).flatMap(({ id: documentId }) => {
    const count = doubleCodedPercent === null ? codersPerDocument : double.has(documentId) ? 2 : 1;
    return table.seat(count, random).map((place) => ({ documentId, memberId: coders[place] ?? '' }));
  });
  assignments.sort((a, b) =>
    a.documentId !== b.documentId ? (a.documentId < b.documentId ? -1 : 1) : a.memberId < b.memberId ? -1 : 1,
  );
  return { assignments, sample };
}
