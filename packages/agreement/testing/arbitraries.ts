import fc from 'fast-check';
import { type Annotation, type CodedDocument, readDocument } from '../src/index.ts';

/**
 * Every property runs with this seed, so that a failure can be repeated; fast-check prints the path. For a
 * mutant a part of the runs must do.
 */
export const runs = (numRuns: number) => ({
  numRuns: process.env.STRYKER_MUTATOR_WORKER === undefined ? numRuns : Math.ceil(numRuns / 4),
  seed: 20260101,
});

const letters = ['a', 'b', 'c'] as const;

/** Coding data with gaps: rows coders, columns units, values 1 to 4 or null. */
export const matrices = (coders: { min: number; max: number }, missing = true) =>
  fc.tuple(fc.integer(coders), fc.integer({ min: 1, max: 8 })).chain(([m, n]) => {
    const value = fc.integer({ min: 1, max: 4 });
    const cell = missing ? fc.option(value, { freq: 4 }) : value;
    return fc.array(fc.array<number | null>(cell, { minLength: n, maxLength: n }), {
      minLength: m,
      maxLength: m,
    });
  });

const spansWithin = (length: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 9 }))
    .map(([start, size]) => ({ start, end: Math.min(start + size, length) }));

/** Annotations that may overlap, without repeats. */
export const overlapping = (length: number, most = 5): fc.Arbitrary<Annotation[]> =>
  fc.uniqueArray(
    fc.tuple(spansWithin(length), fc.constantFrom(...letters)).map(([span, tag]) => ({ ...span, tag })),
    { maxLength: most, selector: (annotation) => JSON.stringify(annotation) },
  );

/** Annotations that do not overlap, though they may touch. */
export const exclusive = (length: number, most = 5): fc.Arbitrary<Annotation[]> =>
  overlapping(length, most).map((annotations) => {
    let from = 0;
    return annotations
      .toSorted((a, b) => a.start - b.start || a.end - b.end)
      .flatMap((annotation) => {
        const start = Math.max(annotation.start, from);
        if (start >= annotation.end) return [];
        from = annotation.end;
        return [{ ...annotation, start }];
      });
  });

/** A document with the layers of some coders. */
export const documents = (
  annotations: (length: number) => fc.Arbitrary<Annotation[]>,
  coders: { min: number; max: number },
): fc.Arbitrary<CodedDocument> =>
  fc.tuple(fc.integer({ min: 2, max: 14 }), fc.integer(coders)).chain(([length, m]) =>
    fc.array(annotations(length), { minLength: m, maxLength: m }).map((layers) =>
      readDocument({
        length,
        layers: layers.map((list, i) => ({ coder: `k${i + 1}`, annotations: list })),
      }),
    ),
  );
