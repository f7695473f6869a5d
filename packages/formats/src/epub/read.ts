import { DomainError } from '@koersvast/core/error';
import type { MetadataKey } from '@koersvast/core/file';
import { parseHtml } from '../html/parse.ts';
import { ruleOfPage } from '../html/rules.ts';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import {
  descendantsOf,
  elementsOf,
  findElement,
  isElement,
  lineOf,
  type MarkupElement,
  type MarkupNode,
} from '../reading/markup.ts';
import { walk } from '../reading/walk.ts';
import { readXml } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { openZip, type Zip } from '../reading/zip.ts';

function xmlIn(zip: Zip, name: string): MarkupElement {
  const bytes = zip.read(name);
  if (bytes === null) throw new DomainError('file_damaged');
  return readXml(decodeXml(bytes, null).text);
}

/** A name within the book, seen from another one. */
function resolve(from: string, reference: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of decoded(reference).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A book whose pages are locked names them; of one that only locks its fonts the pages can be read. */
function refuseLocked(zip: Zip): void {
  if (!zip.has('META-INF/encryption.xml')) return;
  const locked = [...descendantsOf(xmlIn(zip, 'META-INF/encryption.xml'))].some(
    ({ local, attributes }) =>
      local === 'CipherReference' && /\.(?:x?html?|xml)$/i.test(attributes.URI ?? ''),
  );
  if (locked) throw new DomainError('file_encrypted');
}

interface Page {
  readonly path: string;
  readonly isContents: boolean;
}

/** The pages in the order in which they are read. */
function pagesOf(packageFile: MarkupElement, path: string): Page[] {
  const items = new Map(
    [...descendantsOf(packageFile)]
      .filter(({ local }) => local === 'item')
      .map((item) => [item.attributes.id, item]),
  );
  return [...descendantsOf(packageFile)]
    .filter(({ local }) => local === 'itemref')
    .flatMap(({ attributes }) => {
      const item = items.get(attributes.idref);
      if (item?.attributes.href === undefined || !/html|xml/.test(item.attributes['media-type'] ?? 'html'))
        return [];
      const isContents = /\bnav\b/.test(item.attributes.properties ?? '');
      return [{ path: resolve(path, item.attributes.href), isContents }];
    });
}

/** The body of a page, with the names in it made those of the book, so that notes on another page are found. */
function bodyOf(bytes: Uint8Array, path: string): MarkupElement {
  const body = findElement(parseHtml(decodeXml(bytes, null, true).text), 'body');
  const rename = (element: MarkupElement): MarkupElement => {
    const { id, name, href } = element.attributes;
    const attributes = {
      ...element.attributes,
      ...(id === undefined ? {} : { id: `${path}#${id}` }),
      ...(name === undefined ? {} : { name: `${path}#${name}` }),
      ...(href === undefined ? {} : { href: bookName(path, href) }),
    };
    return {
      ...element,
      attributes,
      children: element.children.map((child) => (isElement(child) ? rename(child) : child)),
    };
  };
  return body === undefined
    ? { name: 'body', local: 'body', namespace: '', attributes: {}, children: [] }
    : rename(body);
}

function bookName(path: string, href: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(href)) return href;
  const [file = '', id = ''] = href.split('#');
  return `#${file === '' ? path : resolve(path, file)}#${id}`;
}

function metadataOf(packageFile: MarkupElement): Partial<Record<MetadataKey, string>> {
  const metadata = findElement(packageFile, 'metadata');
  const all = (local: string) =>
    elementsOf(metadata ?? packageFile)
      .filter((element) => element.local === local)
      .map(lineOf);
  const stated = (local: string) => all(local).join('; ');
  return {
    title: stated('title'),
    author: stated('creator'),
    publisher: stated('publisher'),
    // A number that the program made up which wrote the file is none by which anybody knows it.
    identifier: all('identifier')
      .filter((identifier) => !/^urn:uuid:/i.test(identifier))
      .join('; '),
    date: /^\d{4}(-\d\d){0,2}/.exec(stated('date'))?.[0] ?? '',
    licence: stated('rights'),
  };
}

/** Books: their pages, in the order of the spine. */
export const epubReader: DocumentReader = {
  id: 'epub',
  version: '5',
  kinds: ['epub'],
  async read(bytes) {
    const zip = openZip(bytes);
    refuseLocked(zip);
    const path = findElement(xmlIn(zip, 'META-INF/container.xml'), 'rootfile')?.attributes['full-path'] ?? '';
    const packageFile = xmlIn(zip, path);
    const notices = new Notices();
    const nodes: MarkupNode[] = [];
    for (const page of pagesOf(packageFile, path)) {
      const content = zip.read(page.path);
      if (content === null) throw new DomainError('file_damaged');
      if (content.length === 0) continue;
      const body = bodyOf(content, page.path);
      if (page.isContents) notices.add('surroundings_left_out', lineOf(body));
      else nodes.push(body);
    }
    const { pieces, notes } = walk(nodes, ruleOfPage(nodes, notices), notices);
    const metadata = metadataOf(packageFile);
    return documentOf({
      ...{ pieces, notes, metadata, title: metadata.title ?? null, notices: notices.all },
      surroundings: notices.surroundings,
      language: lineOf(findElement(packageFile, 'language')),
    });
  },
};
