import { DomainError } from '@koersvast/core/error';
import { fileLimits } from '@koersvast/core/file';
import { SaxesParser } from 'saxes';
import type { MarkupElement, MarkupNode } from './markup.ts';

export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Goes over an XML file. Nothing is fetched and no entity of its own is resolved; comments and instructions are skipped,
 * so that one within a word leaves it whole. Throws `xml_not_well_formed` with the line of the first fault,
 * `file_defines_entities` and `file_too_deep`.
 */
export function readXmlEvents(text: string, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > fileLimits.depth) throw new DomainError('file_too_deep');
    events.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    events.close(name);
  });
  parser.on('text', (found) => events.text(found));
  parser.on('cdata', (found) => events.text(found));
  parser.on('error', ({ message }) => {
    if (message.includes('undefined entity')) throw new DomainError('file_defines_entities');
    throw new DomainError('xml_not_well_formed', { line: parser.line });
  });
  parser.write(text).close();
}

interface OpenElement extends MarkupElement {
  readonly children: MarkupNode[];
  /** Prefixes that hold in it; the empty one is for names without a prefix. */
  readonly prefixes: ReadonlyMap<string, string>;
}

const noPrefixes: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** The elements of an XML file, from its root. Throws what `readXmlEvents` throws. */
export function readXml(text: string): MarkupElement {
  let root: MarkupElement | null = null;
  const open: OpenElement[] = [];
  readXmlEvents(text, {
    open(name, attributes) {
      const parent = open.at(-1);
      const element = openElement(name, attributes, parent?.prefixes ?? noPrefixes);
      parent?.children.push(element);
      root ??= element;
      open.push(element);
    },
    close() {
      open.pop();
    },
    text(found) {
      open.at(-1)?.children.push(found);
    },
  });
  if (root === null) throw new DomainError('xml_not_well_formed', { line: 1 });
  return root;
}

function openElement(
  name: string,
  attributes: Readonly<Record<string, string>>,
  inherited: ReadonlyMap<string, string>,
): OpenElement {
  let prefixes = inherited;
  for (const [attribute, value] of Object.entries(attributes)) {
    const prefix = attribute === 'xmlns' ? '' : /^xmlns:(.+)$/.exec(attribute)?.[1];
    if (prefix !== undefined) prefixes = new Map([...prefixes, [prefix, value]]);
  }
  const colon = name.indexOf(':');
  const namespace = prefixes.get(name.slice(0, Math.max(0, colon))) ?? '';
  return { name, local: name.slice(colon + 1), namespace, attributes, children: [], prefixes };
}
