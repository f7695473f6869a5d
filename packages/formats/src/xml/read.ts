import type { DocumentReader, ReadDocument } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { walk } from '../reading/walk.ts';
import { readXml } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import type { TextEncoding } from '../text/encoding.ts';
import { metadataBy, ruleOfMapping, usualMapping, type XmlMapping } from './mapping.ts';

/** Reads any XML by what a person said of its elements. */
async function readByMapping(
  bytes: Uint8Array,
  mapping: XmlMapping,
  encoding: TextEncoding | null,
): Promise<ReadDocument> {
  const decoded = decodeXml(bytes, encoding);
  const root = readXml(decoded.text);
  const notices = new Notices();
  const { pieces, notes } = walk([root], ruleOfMapping(mapping), notices);
  const metadata = metadataBy(mapping, root);
  return documentOf({
    ...{ pieces, notes, metadata, encoding: decoded.encoding },
    title: metadata.title ?? null,
    language: root.attributes['xml:lang'] ?? null,
    notices: [...decoded.notices, ...notices.all],
  });
}

/** XML of a format that is not known: its words, by the names that most of it has. */
export const xmlReader: DocumentReader = {
  id: 'xml',
  version: '5',
  kinds: ['xml'],
  read: (bytes, { encoding, mapping }) => readByMapping(bytes, mapping ?? usualMapping, encoding),
};
