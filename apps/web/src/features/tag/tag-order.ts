/** The list with one item at another place; places outside the list are its ends. */
export function moved<Item>(items: readonly Item[], item: Item, place: number): readonly Item[] {
  if (!items.includes(item)) return items;
  const others = items.filter((each) => each !== item);
  const at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), item, ...others.slice(at)];
}

/**
 * The place that an item takes when it is let go with its middle at `y`: after every other item whose middle
 * lies above. `middles` are those of the other items, in order.
 */
export function placeAt(middles: readonly number[], y: number): number {
  return middles.filter((middle) => middle < y).length;
}

export function sameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
