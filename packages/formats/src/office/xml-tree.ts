import { DomainError } from '@koersvast/core/error';
import { readXmlEvents } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { canonicalName, type Prefixes, prefixesOf } from './prefix.ts';

/** An element of XML with all that is in it. Its name has the usual prefix of its namespace, whatever the file uses. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

interface Growing extends XmlElement {
  readonly children: XmlNode[];
}

/** The tree of a whole XML file. Throws what `readXmlEvents` throws. */
export function xmlTree(bytes: Uint8Array): XmlElement {
  const open: Growing[] = [];
  const prefixes: Prefixes[] = [];
  let root: XmlElement | null = null;
  readXmlEvents(decodeXml(bytes, null).text, {
    open(name, attributes) {
      const known = prefixesOf(attributes, prefixes.at(-1) ?? null);
      prefixes.push(known);
      const element: Growing =
        known === null
          ? { name, attributes, children: [] }
          : { name: canonicalName(name, known), attributes: canonicalNames(attributes, known), children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
      root ??= element;
    },
    close() {
      open.pop();
      prefixes.pop();
    },
    text(found) {
      open.at(-1)?.children.push(found);
    },
  });
  if (root === null) throw new DomainError('xml_not_well_formed', { line: 1 });
  return root;
}

function canonicalNames(
  attributes: Readonly<Record<string, string>>,
  known: NonNullable<Prefixes>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.includes(':') ? canonicalName(name, known) : name,
      value,
    ]),
  );
}

export function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((node) => typeof node !== 'string');
}

/** The first element of this name directly in another. */
export function childOf(parent: XmlElement | null, name: string): XmlElement | null {
  if (parent === null) return null;
  for (const node of parent.children) if (typeof node !== 'string' && node.name === name) return node;
  return null;
}

export function childrenOf(parent: XmlElement | null, name: string): XmlElement[] {
  return parent === null ? [] : elementsOf(parent).filter((element) => element.name === name);
}

/** The first element of this name at any depth, in the order of the file. */
export function findIn(parent: XmlElement, name: string): XmlElement | null {
  for (const element of elementsOf(parent)) {
    const found = element.name === name ? element : findIn(element, name);
    if (found !== null) return found;
  }
  return null;
}

export function textIn(element: XmlElement): string {
  return element.children.map((node) => (typeof node === 'string' ? node : textIn(node))).join('');
}
