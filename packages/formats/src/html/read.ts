import type { MetadataKey } from '@koersvast/core/file';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { descendantsOf, findElement, lineOf, type MarkupElement } from '../reading/markup.ts';
import { walk } from '../reading/walk.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { mainNodes } from './main.ts';
import { parseHtml } from './parse.ts';
import { ruleOfPage } from './rules.ts';

/** The names under which pages state their details, in lower case. */
const names: Readonly<Record<string, MetadataKey>> = {
  'dcterms.date': 'date',
  'dc.date': 'date',
  date: 'date',
  'dcterms.issued': 'published',
  'article:published_time': 'published',
  'dcterms.creator': 'author',
  'dc.creator': 'author',
  author: 'author',
  'dcterms.publisher': 'publisher',
  'dc.publisher': 'publisher',
  'dcterms.identifier': 'identifier',
  'dc.identifier': 'identifier',
  'dcterms.type': 'kind',
  'og:url': 'source_url',
};

function metadataOf(root: MarkupElement): Partial<Record<MetadataKey, string>> {
  const found: Partial<Record<MetadataKey, string>> = {};
  for (const { local, attributes } of descendantsOf(findElement(root, 'head') ?? root)) {
    if (local === 'link' && attributes.rel === 'canonical' && attributes.href)
      found.source_url = attributes.href;
    const key = names[(attributes.name ?? attributes.property ?? '').toLowerCase()];
    const { content } = attributes;
    if (local !== 'meta' || key === undefined || content === undefined) continue;
    const isDate = key === 'date' || key === 'published';
    const value = isDate ? (/^\d{4}(-\d\d){0,2}/.exec(content)?.[0] ?? '') : content;
    if (value !== '') found[key] ??= value;
  }
  if (!/^https?:\/\//.test(found.source_url ?? 'http://')) delete found.source_url;
  return found;
}

/** The title of a page, without what is there of the site that it lies on: where its own heading begins it. */
function titleOf(root: MarkupElement): string {
  const title = lineOf(findElement(findElement(root, 'head') ?? root, 'title'));
  const heading = lineOf(findElement(findElement(root, 'main') ?? root, 'h1'));
  const isOwn =
    heading !== '' && title.startsWith(heading) && /^\s*[|–—·:»-]\s/.test(title.slice(heading.length));
  return isOwn ? heading : title;
}

/** Pages of the web: their main text. */
export const htmlReader: DocumentReader = {
  id: 'html',
  version: '6',
  kinds: ['html'],
  async read(bytes, { encoding }) {
    const decoded = decodeXml(bytes, encoding, true);
    const root = parseHtml(decoded.text);
    const notices = new Notices();
    const nodes = mainNodes(root, notices);
    const { pieces, notes } = walk(nodes, ruleOfPage(nodes, notices), notices);
    return documentOf({
      ...{ pieces, notes, encoding: decoded.encoding, metadata: metadataOf(root) },
      title: titleOf(root),
      language: root.attributes.lang ?? root.attributes['xml:lang'] ?? null,
      surroundings: notices.surroundings,
      notices: [...decoded.notices, ...notices.all],
    });
  },
};
