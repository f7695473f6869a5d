/** Bars go up to 51 characters earlier or later, which stand for all beyond. */
export const furthest = 51;

/** How far apart, as the bars have it: with its sign, and more than fifty as one. */
export function boundaryName(by: number, number: (value: number) => string): string {
  const signed = by > 0 ? `+${number(by)}` : number(by);
  return by <= -furthest ? `≤ ${signed}` : by >= furthest ? `≥ ${signed}` : signed;
}
