import { requireWhole } from '../check.ts';
import type { Coding } from '../coding/coding.ts';
import { type CodingTally, tallyUnits } from '../coding/coding-tally.ts';
import { itemAt } from '../item.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Outcome, ReasonCode } from '../result.ts';
import { addInto, alignTallies, type Blocks, sumTallies, type Tally } from '../tally.ts';
import { type Interval, type IntervalKind, noBounds, percentileBounds, scopeOf } from './interval.ts';

/** The sums of whole documents: they know how many they are. */
type DocumentBlocks = Blocks & { readonly documents: 0 };

/** The measures whose uncertainty is asked for, by name; all are computed on the same replicates. */
export type Measures<T, Name extends string> = Readonly<Record<Name, (tally: T) => Outcome>>;
export type Intervals<Name extends string> = Readonly<Record<Name, Interval>>;

export interface BootstrapOptions {
  /** From 0 to 2^32 - 1; the same seed gives the same interval on every machine. */
  readonly seed?: number;
  readonly replicates?: number;
  /** Between 0 and 1. */
  readonly confidence?: number;
}

export const fewestDocuments = 3;
export const enoughDocuments = 10;
export const fewDocuments = `Too few documents: fewer than ${enoughDocuments}.`;

interface Settings {
  readonly seed: number;
  readonly replicates: number;
  readonly confidence: number;
}

export function settingsOf({ seed = 1, replicates = 2000, confidence = 0.95 }: BootstrapOptions): Settings {
  return { seed, replicates: requireWhole(replicates, 'The number of replicates', 1), confidence };
}

/**
 * Percentile intervals by drawing whole documents with replacement and adding their tallies. Documents that did
 * not count (fewer than two coders) are not drawn. Refused below three documents; with fewer than ten it
 * carries a caution. Cost: replicates x documents x sums.
 */
export function bootstrapDocuments<B extends DocumentBlocks, L, Name extends string>(
  tallies: readonly Tally<B, L>[],
  measures: Measures<Tally<B, L>, Name>,
  options: BootstrapOptions = {},
): Intervals<Name> {
  const settings = settingsOf(options);
  const documents = alignTallies(tallies).filter((tally) => tally.number('documents') > 0);
  const caution = documents.length < enoughDocuments ? fewDocuments : null;
  if (documents.length < fewestDocuments) {
    return refused('documents', measures, 'too-few-documents', caution, settings);
  }
  return drawn('documents', measures, drawFromStrata([documents]), caution, settings);
}

/**
 * Percentile intervals by drawing paragraphs (or other parts) with replacement within each document, so that
 * every replicate has all documents: they speak for these documents only. `documents` holds the tallies of the
 * parts of each. Refused if no document has two parts.
 */
export function bootstrapParagraphs<B extends DocumentBlocks, L, Name extends string>(
  documents: readonly (readonly Tally<B, L>[])[],
  measures: Measures<Tally<B, L>, Name>,
  options: BootstrapOptions = {},
): Intervals<Name> {
  const settings = settingsOf(options);
  const kind = 'paragraphs within documents';
  if (documents.every((parts) => parts.length < 2)) {
    return refused(kind, measures, 'too-few-parts', null, settings);
  }
  const aligned = alignTallies(documents.flat());
  let next = 0;
  const strata = documents.map((parts) => parts.map(() => aligned[next++] as Tally<B, L>));
  return drawn(kind, measures, drawFromStrata(strata), null, settings);
}

/**
 * Both kinds from the tallies of the parts of each document: by document, and, with fewer than ten documents
 * that count, also by paragraph within documents (null otherwise).
 */
export function bootstrapBoth<B extends DocumentBlocks, L, Name extends string>(
  documents: readonly (readonly Tally<B, L>[])[],
  measures: Measures<Tally<B, L>, Name>,
  options: BootstrapOptions = {},
): { readonly documents: Intervals<Name>; readonly paragraphs: Intervals<Name> | null } {
  const whole = documents.filter((parts) => parts.length > 0).map((parts) => sumTallies(parts));
  const counted = whole.filter((tally) => tally.number('documents') > 0).length;
  return {
    documents: bootstrapDocuments(whole, measures, options),
    paragraphs: counted < enoughDocuments ? bootstrapParagraphs(documents, measures, options) : null,
  };
}

/**
 * Percentile intervals by drawing units of one coding with replacement: for units that were coded independently
 * of each other. Units nested in documents are drawn by document instead. Refused below two units.
 */
export function bootstrapUnits<L, Name extends string>(
  coding: Coding<L>,
  measures: Measures<CodingTally<L>, Name>,
  options: BootstrapOptions = {},
): Intervals<Name> {
  const settings = settingsOf(options);
  if (coding.length < 2) return refused('units', measures, 'too-few-parts', null, settings);
  const draw = (random: Random) =>
    tallyUnits(
      coding,
      Array.from({ length: coding.length }, () => random.below(coding.length)),
    );
  return drawn('units', measures, draw, null, settings);
}

/** Draws, from every stratum, as many tallies as it has, and adds them. */
function drawFromStrata<B extends Blocks, L>(
  strata: readonly (readonly Tally<B, L>[])[],
): (random: Random) => Tally<B, L> {
  const [first] = strata.flat();
  const sparse = strata.map((stratum) => stratum.map(({ sums }) => sparseOf(sums)));
  return (random) => {
    const sums = new Float64Array(first?.sums.length ?? 0);
    for (const stratum of sparse) {
      const times = new Uint32Array(stratum.length);
      for (let i = 0; i < stratum.length; i++) {
        const place = random.below(stratum.length);
        times[place] = itemAt(times, place) + 1;
      }
      stratum.forEach((part, place) => {
        if (itemAt(times, place) > 0) addSparse(sums, part, itemAt(times, place));
      });
    }
    return (first as Tally<B, L>).withSums(sums);
  };
}

/** The sums that are not 0, with where they stand, if most are 0: as in a table of tags against tags. Else all of them. */
interface Sparse {
  readonly at: Uint32Array | null;
  readonly amounts: Float64Array;
}

function sparseOf(sums: Float64Array): Sparse {
  const at: number[] = [];
  for (let i = 0; i < sums.length; i++) if (sums[i] !== 0) at.push(i);
  if (2 * at.length > sums.length) return { at: null, amounts: sums };
  return { at: Uint32Array.from(at), amounts: Float64Array.from(at, (i) => itemAt(sums, i)) };
}

/** As `addInto`, with the same rounding: what is left out would add 0. */
function addSparse(into: Float64Array, { at, amounts }: Sparse, times: number): void {
  if (at === null) {
    addInto(into, amounts, times);
    return;
  }
  for (let i = 0; i < at.length; i++) {
    const place = at[i] ?? 0;
    into[place] = (into[place] ?? 0) + times * (amounts[i] ?? 0);
  }
}

function drawn<T, Name extends string>(
  kind: IntervalKind,
  measures: Measures<T, Name>,
  draw: (random: Random) => T,
  caution: string | null,
  settings: Settings,
): Intervals<Name> {
  const random = seededRandom(settings.seed);
  const names = Object.keys(measures) as Name[];
  const values = names.map((): (number | null)[] => []);
  for (let replicate = 0; replicate < settings.replicates; replicate++) {
    const tally = draw(random);
    names.forEach((name, i) => {
      values[i]?.push(measures[name](tally).value);
    });
  }
  return collect(names, (i) => {
    const bounds = percentileBounds(itemAt(values, i), settings.confidence);
    return { ...bounds, kind, scope: scopeOf(kind), caution, ...settings };
  });
}

function refused<T, Name extends string>(
  kind: IntervalKind,
  measures: Measures<T, Name>,
  code: ReasonCode,
  caution: string | null,
  settings: Settings,
): Intervals<Name> {
  const about = { kind, scope: scopeOf(kind), caution, ...settings, undefinedReplicates: 0 };
  return collect(Object.keys(measures) as Name[], () => ({ ...noBounds(code), ...about }));
}

function collect<Name extends string>(
  names: readonly Name[],
  of: (place: number) => Interval,
): Intervals<Name> {
  return Object.fromEntries(names.map((name, i) => [name, of(i)])) as Record<Name, Interval>;
}
