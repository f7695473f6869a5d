import { type Annotation, type CodedDocument, type Layer, readDocument } from '@koersvast/agreement';

/** A linear congruential generator: the benchmark's texts are the same on every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/**
 * Layers of coders who divide a text alike but not equally: spans that do not overlap within a coder, with tags
 * of a codebook of the given size.
 */
export function layersFor(
  coders: number,
  spans: number,
  length: number,
  tags: number,
  seed = 1,
): readonly Layer[] {
  const random = numbersFrom(seed);
  const room = Math.floor(length / spans);
  return Array.from({ length: coders }, (_, coder) => ({
    coder: `coder ${coder + 1}`,
    annotations: Array.from({ length: spans }, (_, i): Annotation => {
      const start = i * room + random(Math.max(Math.floor(room / 3), 1));
      const tag = random(4) === 0 ? random(tags) : i % tags;
      return { start, end: start + 1 + random(Math.max(Math.floor(room / 2), 1)), tag: `tag ${tag + 1}` };
    }),
  }));
}

export function documentFor(
  coders: number,
  spans: number,
  length: number,
  tags: number,
  seed = 1,
): CodedDocument {
  return readDocument({
    id: `document ${seed}`,
    length,
    layers: layersFor(coders, spans, length, tags, seed),
  });
}
