import { likenessOf, type Mend, nearFrom, signatureOf, Twins } from '@koersvast/formats';
import { mendedReading } from './packed.ts';

/** What is kept of a text to find others like it. */
export interface Sketch {
  readonly same: string;
  readonly bytes: Uint8Array;
}

/** What is kept of texts to find others like them. */
export async function sketchTexts(texts: readonly string[]): Promise<Sketch[]> {
  return texts.map(signatureOf);
}

type Sketched = Sketch & { readonly id: string };

/** So many are told of each: of a text that is there a hundred times, nobody reads all the names. */
export const twinsTold = 20;

/**
 * For each of `own`, by its id, which of `known` and of `own` have the same text, and which may have nearly the same: the
 * first of them, so that what is told of many that are all the same grows no faster than they do.
 */
export async function twinsAmong(
  known: readonly Sketched[],
  own: readonly Sketched[],
): Promise<Record<string, { readonly same: readonly string[]; readonly near: readonly string[] }>> {
  const twins = new Twins<string>();
  for (const each of [...known, ...own]) twins.add(each.id, each);
  const others = (ids: readonly string[], id: string) =>
    ids
      .slice(0, twinsTold + 1)
      .filter((other) => other !== id)
      .slice(0, twinsTold);
  return Object.fromEntries(
    own.map((each) => [
      each.id,
      {
        same: others(twins.same(each), each.id),
        near: others(
          twins.candidates(each).map(({ id }) => id),
          each.id,
        ),
      },
    ]),
  );
}

/** A text, or a reading with what was mended in it. */
export type TwinText =
  | { readonly text: string }
  | { readonly packed: Uint8Array; readonly mends: readonly Mend[] };

/** How alike two texts are; null where they are not near. */
export async function likenessOfTwins(one: TwinText, other: TwinText): Promise<number | null> {
  const textOf = (each: TwinText) =>
    'text' in each ? each.text : mendedReading(each.packed, each.mends).text;
  const likeness = likenessOf(textOf(one), textOf(other));
  return likeness >= nearFrom ? likeness : null;
}
