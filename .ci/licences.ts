import type { Lockfile } from './lockfile.ts';

/**
 * Licences under which others may do with the program what its own, MIT, lets them. MPL-2.0 asks for the source of its
 * own files alone, which are passed on as they are; OFL-1.1 is of typefaces, CC-BY-4.0 of a table that no run reads.
 */
const compatible = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Zlib', 'MPL-2.0', 'OFL-1.1', 'CC-BY-4.0'],
]);

export interface Licensed {
  readonly name: string;
  /** As the package says it; null where it says nothing. */
  readonly licence: string | null;
}

/** Every package of the lockfile that is not our own. One for another platform has the licence of what needs it. */
export function licencesOf({ packages }: Lockfile): Licensed[] {
  const nameOf = (place: string) => place.replace(/^.*node_modules\//, '');
  const parents = new Map(
    Object.values(packages).flatMap(({ license, optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).map((name) => [name, license ?? null] as const),
    ),
  );
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .map(([place, { license }]) => {
      const name = nameOf(place);
      return { name, licence: license ?? parents.get(name) ?? null };
    });
}

/** Whether a licence, or one of several to choose from, is compatible; of several at once, all of them. */
export function isCompatible(licence: string | null): boolean {
  if (licence === null) return false;
  return licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => compatible.has(each)));
}
