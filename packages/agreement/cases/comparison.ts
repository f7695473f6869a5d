/** Where two answers differ by more than a tolerance, or in what is defined; paths like "per_value.5.alpha". */
export function differences(
  wanted: unknown,
  given: unknown,
  tolerance: number,
  path = '',
): readonly string[] {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(given) || given.length !== wanted.length)
      return [`${path}: not a list of ${wanted.length}`];
    return wanted.flatMap((item, i) => differences(item, given[i], tolerance, join(path, i)));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof given !== 'object' || given === null)
      return [`${path}: ${JSON.stringify(given)} has no fields`];
    return Object.entries(wanted).flatMap(([key, value]) =>
      differences(value, (given as Record<string, unknown>)[key], tolerance, join(path, key)),
    );
  }
  const close =
    typeof wanted === 'number' && typeof given === 'number'
      ? Math.abs(wanted - given) <= tolerance
      : Object.is(wanted, given);
  return close ? [] : [`${path}: ${JSON.stringify(given)} in place of ${JSON.stringify(wanted)}`];
}

/** What stands at a path, or undefined. */
export function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined,
    value,
  );
}

function join(path: string, key: string | number): string {
  return path === '' ? `${key}` : `${path}.${key}`;
}
