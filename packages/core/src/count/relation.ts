/**
 * How two spans of one piece of work stand to each other. `overlap`: they share a character. `touches`: they share
 * none, and none lies between them, as `TOUCHES` has it in a query. `beside`: they share none, and at most one lies
 * between them, as the space between two words; so what touches is beside each other too. `within`: all of the first
 * lies in the second. The others are of parts of a text: both tags have at least a character in the same sentence,
 * paragraph or document.
 */
export const spanRelations = ['overlap', 'touches', 'beside', 'within'] as const;
const partRelations = ['sentence', 'paragraph', 'document'] as const;
export const togetherRelations = [...spanRelations, ...partRelations] as const;
export type SpanRelation = (typeof spanRelations)[number];
export type TogetherRelation = (typeof togetherRelations)[number];

/** No more characters than these lie between two spans. */
export const gaps = { touches: 0, beside: 1 } as const;
export const widest = Math.max(...Object.values(gaps));

export const isOfSpans = (relation: TogetherRelation): relation is SpanRelation =>
  spanRelations.some((each) => each === relation);

/** Whether `a` stands so to `b`. Half-open intervals. */
export function isRelated(
  relation: SpanRelation,
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  switch (relation) {
    case 'overlap':
      return a.start < b.end && b.start < a.end;
    case 'touches':
    case 'beside': {
      const between = a.end <= b.start ? b.start - a.end : b.end <= a.start ? a.start - b.end : -1;
      return between >= 0 && between <= gaps[relation];
    }
    case 'within':
      return b.start <= a.start && a.end <= b.end;
  }
}

/**
 * How likely it is that a span of length `a` stands so to one of length `b`, when each may begin at any place of a text
 * of this length with the same chance: counted over all their places.
 */
export function chanceOf(relation: SpanRelation, a: number, b: number, length: number): number {
  const [placesOfA, placesOfB] = [length - a + 1, length - b + 1];
  if (placesOfA < 1 || placesOfB < 1) return 0;
  const all = placesOfA * placesOfB;
  const room = length - a - b;
  switch (relation) {
    case 'overlap':
      return room < 0 ? 1 : 1 - ((room + 1) * (room + 2)) / all;
    case 'touches':
    case 'beside': {
      let ways = 0;
      for (let between = 0; between <= gaps[relation]; between += 1)
        ways += 2 * Math.max(0, room - between + 1);
      return ways / all;
    }
    case 'within':
      return a > b ? 0 : (placesOfB * (b - a + 1)) / all;
  }
}
