/** Input that no measure can be computed from. The message names the value that is wrong. */
export class InputError extends RangeError {
  override readonly name = 'InputError';
}

/** Writes a value into a message, shortened. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Refuses anything but a whole number from `least` to `most`. */
export function requireWhole(
  value: unknown,
  name: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
    const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InputError(`${name} must be a whole number ${bounds}, not ${show(value)}`);
  }
  return value;
}

/** Refuses anything but a finite number of at least `least`. */
export function requireNumber(value: unknown, name: string, least: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new InputError(`${name} must be a finite number of at least ${least}, not ${show(value)}`);
  }
  return value;
}

/** Refuses anything but a list. */
export function requireList<T>(value: readonly T[], name: string): readonly T[] {
  if (!Array.isArray(value)) throw new InputError(`${name} must be a list, not ${show(value)}`);
  return value;
}

/** Refuses anything but a list of different strings. */
export function requireNames(value: readonly string[], name: string): readonly string[] {
  const seen = new Set<string>();
  for (const item of requireList(value, name)) {
    if (typeof item !== 'string') throw new InputError(`${name} must hold text, not ${show(item)}`);
    if (seen.has(item)) throw new InputError(`${name} holds ${show(item)} twice`);
    seen.add(item);
  }
  return value;
}
