import { DomainError } from '@koersvast/core/error';
import { childrenOf, type XmlElement, xmlTree } from '../office/xml-tree.ts';
import { openZip, type Zip } from '../reading/zip.ts';

export interface Part {
  readonly name: string;
  readonly root: XmlElement;
  /** The names of the parts that this one leads to, by the id that it gives them. */
  readonly targets: ReadonlyMap<string, { readonly type: string; readonly name: string }>;
}

/** The parts of a document of Office Open XML, found by what leads from one to the other, not by their usual names. */
export class Package {
  readonly #zip: Zip;
  readonly #folded: ReadonlyMap<string, string>;

  constructor(bytes: Uint8Array) {
    this.#zip = openZip(bytes);
    this.#folded = new Map(this.#zip.names.map((name) => [name.toLowerCase(), name]));
  }

  /** Throws `file_damaged` when there is none. */
  document(): Part {
    const main = [...this.#targetsOf('').values()].find(({ type }) => type === 'officeDocument');
    const part = this.part(main?.name ?? 'word/document.xml');
    if (part === null) throw new DomainError('file_damaged');
    return part;
  }

  /** The first part of a type that another one leads to: `styles`, `footnotes`. */
  partOf(from: Part, type: string): Part | null {
    const found = [...from.targets.values()].find((target) => target.type === type);
    return found === undefined ? null : this.part(found.name);
  }

  part(name: string): Part | null {
    const bytes = this.#read(name);
    return bytes === null ? null : { name, root: xmlTree(bytes), targets: this.#targetsOf(name) };
  }

  properties(): XmlElement | null {
    const found = [...this.#targetsOf('').values()].find(({ type }) => type === 'core-properties');
    const bytes = found === undefined ? null : this.#read(found.name);
    return bytes === null ? null : xmlTree(bytes);
  }

  #read(name: string): Uint8Array | null {
    const stored = this.#folded.get(name.toLowerCase());
    return stored === undefined ? null : this.#zip.read(stored);
  }

  #targetsOf(part: string): Part['targets'] {
    const slash = part.lastIndexOf('/') + 1;
    const bytes = this.#read(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    if (bytes === null) return new Map();
    return new Map(
      childrenOf(xmlTree(bytes), 'Relationship')
        .filter(({ attributes }) => attributes.TargetMode !== 'External')
        .map(({ attributes }) => [
          attributes.Id ?? '',
          {
            type: (attributes.Type ?? '').replace(/.*\//, ''),
            name: resolve(part.slice(0, slash), attributes.Target ?? ''),
          },
        ]),
    );
  }
}

function resolve(folder: string, target: string): string {
  const segments: string[] = [];
  for (const segment of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
