/**
 * Of so many things in an order, for how many of the first `holds` is true: it holds for a first part of them, and for
 * none behind it. Asked of few of them.
 */
export function countWhile(length: number, holds: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
