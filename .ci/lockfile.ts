/** The part of package-lock.json that matters here. */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  integrity?: string;
  link?: boolean;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export interface Missing {
  name: string;
  version: string;
  neededBy: string;
}

/**
 * Packages for other platforms that the lockfile lacks. npm leaves out packages of other platforms, and then
 * refuses, on every platform, to install from such a lockfile.
 */
export function findMissing({ packages }: Lockfile): Missing[] {
  return Object.entries(packages).flatMap(([neededBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, neededBy, name))
      .map(([name, version]) => ({ name, version, neededBy })),
  );
}

/** Adds them, in npm's order: by exact version, for their platform only. */
export function complete(lockfile: Lockfile): Lockfile {
  const added = findMissing(lockfile).map(({ name, version, neededBy }): [string, LockedPackage] => {
    if (!/^\d/.test(version)) throw new RangeError(`${name} has no exact version, but ${version}.`);
    const dev = lockfile.packages[neededBy]?.dev ? { dev: true } : {};
    return [`node_modules/${name}`, { version, ...platformOf(name), ...dev, optional: true }];
  });
  const entries = [...Object.entries(lockfile.packages), ...added];
  return { ...lockfile, packages: Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

/** As Node looks for a package: beside the one that needs it, then further out. */
function isLocked(packages: Lockfile['packages'], neededBy: string, name: string): boolean {
  for (let place = neededBy; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (`${place}${place && '/'}node_modules/${name}` in packages) return true;
    if (place === '') return false;
  }
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64', '64'];

/** By the name, which for these packages says it. */
export function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.replace(/^.*\//, '').split('-');
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => PROCESSORS.includes(word));
  if (!system || !processor) throw new RangeError(`The name ${name} does not say for which platform it is.`);
  const last = words.at(-1) ?? '';
  const libc =
    system !== 'linux' ? [] : last.startsWith('musl') ? ['musl'] : last.startsWith('gnu') ? ['glibc'] : [];
  return {
    cpu: [processor === '64' ? 'x64' : processor],
    ...(libc.length > 0 ? { libc } : {}),
    os: [system === 'windows' ? 'win32' : system],
  };
}

/** Entries that npm would install without looking whether they are what they were. */
export function withoutHash({ packages }: Lockfile): { place: string; name: string; version: string }[] {
  return Object.entries(packages).flatMap(([place, { version, integrity, link }]) => {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? [];
    if (name === undefined || link || integrity !== undefined || version === undefined) return [];
    return [{ place, name, version }];
  });
}
