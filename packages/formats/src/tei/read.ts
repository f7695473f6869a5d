import type { MetadataKey } from '@koersvast/core/file';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { descendantsOf, findElement, lineOf, type MarkupElement } from '../reading/markup.ts';
import { walk } from '../reading/walk.ts';
import { readXml } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { ruleOfTei } from './rules.ts';

type Stated = Partial<Record<MetadataKey, string>>;

/** The first words that one of these elements has; of several in different languages, those in the language of the text. */
function stated(header: MarkupElement, within: string, local: string, language: string): string {
  const found = [...descendantsOf(findElement(header, within) ?? { ...header, children: [] })].filter(
    (element) => element.local === local && lineOf(element) !== '',
  );
  return lineOf(found.find(({ attributes }) => attributes['xml:lang'] === language) ?? found[0]);
}

function dateIn(header: MarkupElement): string | undefined {
  for (const part of ['setting', 'sourceDesc', 'correspDesc', 'creation'])
    for (const { local, attributes } of descendantsOf(
      findElement(header, part) ?? { ...header, children: [] },
    )) {
      const when = attributes.when ?? attributes.from;
      if (local === 'date' && when !== undefined && /^\d{4}(-\d\d){0,2}/.test(when)) return when.slice(0, 10);
    }
  return undefined;
}

function metadataOf(root: MarkupElement, language: string): Stated {
  const header = findElement(root, 'teiHeader');
  if (header === undefined) return {};
  const date = dateIn(header);
  return {
    title: stated(header, 'titleStmt', 'title', language),
    author: stated(header, 'titleStmt', 'author', language),
    publisher: stated(header, 'publicationStmt', 'publisher', language),
    licence: stated(header, 'availability', 'licence', language),
    session: stated(header, 'titleStmt', 'meeting', language),
    identifier: root.attributes['xml:id'] ?? stated(header, 'publicationStmt', 'idno', language),
    ...(date === undefined ? {} : { date }),
  };
}

/** Texts by the Text Encoding Initiative: debates by Parla-CLARIN and ParlaMint, letters and reports. */
export const teiReader: DocumentReader = {
  id: 'tei',
  version: '5',
  kinds: ['tei'],
  async read(bytes, { encoding }) {
    const decoded = decodeXml(bytes, encoding);
    const root = readXml(decoded.text);
    const notices = new Notices();
    const { pieces, notes } = walk([root], ruleOfTei(), notices);
    const language = root.attributes['xml:lang'] ?? '';
    const metadata = metadataOf(root, language);
    return documentOf({
      ...{ pieces, notes, metadata, language, encoding: decoded.encoding },
      title: metadata.title ?? null,
      notices: [...decoded.notices, ...notices.all],
    });
  },
};
