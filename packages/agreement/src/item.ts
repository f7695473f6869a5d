/**
 * The item at a place where one is known to stand. A wrong place is an error in this package, and is not
 * hidden behind a made-up item. Not for the innermost loops: engines read lists of one kind twice as fast as
 * this function, which all kinds pass through.
 */
export function itemAt<T>(list: ArrayLike<T>, place: number): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`Nothing stands at place ${place} of ${list.length}`);
  return item;
}

/** The value of a key that is known to have one. */
export function keptFor<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`Nothing is kept for ${String(key)}`);
  return value;
}
