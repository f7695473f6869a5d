import { type Fields, fieldsOf, listOf } from './input.ts';
import { measures } from './measures.ts';

/** One line of the answer: what was computed for a case, or why nothing could be. */
export type Line =
  | { readonly id: unknown; readonly computed: Fields }
  | { readonly id: unknown; readonly error: string };

// Left out on purpose: an interval that treats pairs of values as independent is too narrow for text.
const leftOut = new Set(['krippendorff_algorithm']);

/**
 * Computes every case of a file. An answer has all keys of its measure, null where they do not apply. Keys that
 * only `expected` has, anywhere in the file for the same measure, are null as well; its values are never read.
 */
export function* answerCases(file: unknown): Generator<Line> {
  const cases = listOf(fieldsOf(file, 'the file').cases, 'cases');
  const keys = keysByMeasure(cases);
  for (const item of cases) {
    const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
    try {
      yield { id, computed: compute(fieldsOf(item, 'a case'), keys) };
    } catch (error) {
      yield { id, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

function compute(item: Fields, keys: ReadonlyMap<unknown, ReadonlySet<string>>): Fields {
  const measure = item.measure;
  const found =
    typeof measure === 'string' && Object.hasOwn(measures, measure) ? measures[measure] : undefined;
  if (found === undefined) throw new Error(`unknown measure ${JSON.stringify(measure)}`);
  const answer = found(fieldsOf(item.input, 'input'), fieldsOf(item.params ?? {}, 'params'));
  const foreign = [...(keys.get(measure) ?? [])].filter((key) => !Object.hasOwn(answer, key));
  return { ...answer, ...Object.fromEntries(foreign.map((key) => [key, null])) };
}

function keysByMeasure(cases: readonly unknown[]): ReadonlyMap<unknown, ReadonlySet<string>> {
  const keys = new Map<unknown, Set<string>>();
  for (const item of cases) {
    if (typeof item !== 'object' || item === null || !('measure' in item) || !('expected' in item)) continue;
    const { measure, expected } = item;
    if (typeof expected !== 'object' || expected === null) continue;
    const known = keys.get(measure) ?? new Set();
    for (const key of Object.keys(expected)) if (!leftOut.has(key)) known.add(key);
    keys.set(measure, known);
  }
  return keys;
}
