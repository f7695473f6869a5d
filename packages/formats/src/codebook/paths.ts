import { type PathSeparator, pathSeparators, readTagPath, type TagStep } from '@koersvast/core/codebook';
import { cleanName, foldName } from '@koersvast/core/person';

/** What some programs put above all that somebody made. */
const roots = new Set([
  'nodes',
  'codes',
  'code system',
  'codesystem',
  'knooppunten',
  'knoten',
  'codesysteem',
]);

function divide(value: string, separator: PathSeparator): string[] {
  if (separator === 'none' || separator === ' > ') return [value];
  const divider = separator === '\\' ? /\\+/ : separator;
  return value
    .split(divider)
    .map(cleanName)
    .filter((name) => name !== '');
}

/** The names from the top down to the tag itself. */
export function stepsOf(value: string, separator: PathSeparator): TagStep[] {
  const steps =
    separator === ' > '
      ? readTagPath(value).map(({ name, place }) => ({ name: cleanName(name), place }))
      : divide(value, separator).map((name) => ({ name, place: 1 }));
  const named = steps.filter(({ name }) => name !== '');
  const [first] = named;
  return named.length > 1 && first !== undefined && roots.has(first.name.toLowerCase())
    ? named.slice(1)
    : named;
}

/**
 * By what the names of a column are divided. `paths` is a column that says that it holds paths; in one of `names` a
 * sign divides only where that is beyond doubt: a backslash, which no name has, or a sign before which, in every name
 * that has it, the name of another row stands. In a column that other programs call otherwise than we do (`theirs`),
 * ` > ` divides as well, as it does there.
 */
export function findSeparator(values: readonly string[], kind: 'paths' | 'names' | 'theirs'): PathSeparator {
  const declared = kind === 'paths';
  const known = new Set(values.map(foldName));
  for (const separator of pathSeparators) {
    if (separator === 'none') continue;
    const divided = values.filter((value) =>
      separator === ' > ' ? readTagPath(value).length > 1 : divide(value, separator).length > 1,
    );
    if (divided.length === 0) continue;
    if (separator === '\\' && divided.every((value) => !/\\[\s>]/.test(value))) return separator;
    const joint = (value: string) => value.slice(0, value.lastIndexOf(separator));
    const certain = divided.every((value) => known.has(foldName(joint(value))));
    if (certain || (kind === 'theirs' && separator === ' > ')) return separator;
    if (declared && (separator === ' > ' || separator === '>' || separator === '/')) return separator;
  }
  return declared ? ' > ' : 'none';
}
