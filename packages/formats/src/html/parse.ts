import { DomainError } from '@koersvast/core/error';
import { fileLimits } from '@koersvast/core/file';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import type { MarkupElement, MarkupNode } from '../reading/markup.ts';

/** Elements that are empty in HTML, however they are written. */
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/**
 * XHTML as HTML: an element that closes itself gets an end, and what is in a CDATA section is text. Otherwise an empty
 * title or anchor would swallow what follows it.
 */
function asHtml(text: string): string {
  if (!/^<\?xml\s|<html[^>]+xmlns\s*=/i.test(text.slice(0, 4096))) return text;
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) =>
      inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    )
    .replace(
      /<([a-z][\w:-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*\/>/gi,
      (whole, name: string, rest: string) => (empty.test(name) ? whole : `<${name}${rest}></${name}>`),
    );
}

/** Stops at what is too deep before it costs time: the parser looks back over all that is open. */
function limitedAdapter(): typeof defaultTreeAdapter {
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush() {
      depth += 1;
      if (depth > fileLimits.depth) throw new DomainError('file_too_deep');
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

/** The elements of a page, from `html`. Nothing in it is run or fetched. Throws `file_too_deep`. */
export function parseHtml(text: string): MarkupElement {
  const page = parse(asHtml(text), { treeAdapter: limitedAdapter(), scriptingEnabled: false });
  const root = page.childNodes.find((node) => node.nodeName === 'html') as DefaultTreeAdapterTypes.Element;
  return elementOf(root, 0, false);
}

function elementOf(node: DefaultTreeAdapterTypes.Element, depth: number, inPre: boolean): MarkupElement {
  if (depth > fileLimits.depth) throw new DomainError('file_too_deep');
  const local = node.tagName.toLowerCase();
  const attributes: Record<string, string> = {};
  for (const { name, prefix, value } of node.attrs) attributes[prefix ? `${prefix}:${name}` : name] = value;
  const asPrinted = inPre || local === 'pre';
  const children = node.childNodes.flatMap((child): readonly MarkupNode[] => {
    if ('tagName' in child) return [elementOf(child, depth + 1, asPrinted)];
    if (child.nodeName !== '#text') return [];
    const { value } = child as DefaultTreeAdapterTypes.TextNode;
    return asPrinted ? printedLines(value) : [value];
  });
  return { name: local, local, namespace: '', attributes, children };
}

const lineBreak: MarkupElement = { name: 'br', local: 'br', namespace: '', attributes: {}, children: [] };

function printedLines(text: string): MarkupNode[] {
  return text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [lineBreak, line]));
}
