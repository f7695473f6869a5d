/**
 * Places in a column, in the order in which they were given: each as near as can be to where it wants to be, and no two
 * nearer to each other than `gap`. All of them are between `from` and `to`, as far as there is room.
 */
export function placeApart(
  wanted: readonly number[],
  { gap, from, to }: { readonly gap: number; readonly from: number; readonly to: number },
): readonly number[] {
  const order = wanted.map((at, nth) => ({ at, nth })).sort((one, other) => one.at - other.at);
  // Those that push each other stand together, in the middle of where they want to be.
  const heaps: { first: number; count: number; sum: number; start: number }[] = [];
  const startOf = (sum: number, count: number) =>
    Math.max(from, Math.min(to - (count - 1) * gap, sum / count - ((count - 1) * gap) / 2));
  for (const [place, { at }] of order.entries()) {
    let heap = { first: place, count: 1, sum: at, start: startOf(at, 1) };
    for (
      let before = heaps.at(-1);
      before !== undefined && before.start + before.count * gap > heap.start;
      before = heaps.at(-1)
    ) {
      heaps.pop();
      const [count, sum] = [before.count + heap.count, before.sum + heap.sum];
      heap = { first: before.first, count, sum, start: startOf(sum, count) };
    }
    heaps.push(heap);
  }
  const placed = [...wanted];
  for (const { first, count, start } of heaps)
    for (let at = 0; at < count; at += 1) {
      const { nth = 0 } = order[first + at] ?? {};
      placed[nth] = start + at * gap;
    }
  return placed;
}
