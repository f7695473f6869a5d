import type { MetadataKey } from '@koersvast/core/file';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { findElement, lineOf, type MarkupElement } from '../reading/markup.ts';
import { walk } from '../reading/walk.ts';
import { readXml } from '../reading/xml.ts';
import { decodeXml } from '../reading/xml-text.ts';
import { metadataIn, metadataOf } from './metadata.ts';
import { ruleOfPublication } from './rules.ts';

/** The details of a publication in its own file, when they are of this one. */
function metadataBeside(
  bytes: Uint8Array | null | undefined,
  identifier: string | undefined,
  notices: Notices,
) {
  if (bytes == null) return {};
  const found = metadataIn(readXml(decodeXml(bytes, null).text));
  if (identifier === undefined || found.identifier === undefined || found.identifier === identifier)
    return found;
  notices.add('metadata_not_of_this_file', found.identifier);
  return {};
}

/** A letter by its own title, a meeting by that of its item. */
function titleOf(root: MarkupElement): string {
  const stuk = findElement(root, 'stuk');
  if (stuk !== undefined) return lineOf(findElement(stuk, 'titel'));
  return lineOf(findElement(root, 'item-titel', 'titel') ?? findElement(root, 'kamervraagonderwerp'));
}

/** Official publications of the Netherlands: papers of parliament, its meetings, questions, gazettes. */
export const publicationReader: DocumentReader = {
  id: 'op-xml',
  version: '6',
  kinds: ['op-xml'],
  async read(bytes, { encoding, metadata }) {
    const decoded = decodeXml(bytes, encoding);
    const root = readXml(decoded.text);
    const notices = new Notices();
    const own = metadataOf(root);
    const beside = metadataBeside(metadata, own.identifier, notices);
    const { pieces, notes } = walk([root], ruleOfPublication, notices);
    const all: Partial<Record<MetadataKey, string>> = { ...own, ...beside };
    return documentOf({
      ...{ pieces, notes, metadata: all, encoding: decoded.encoding },
      title: titleOf(root) || all.title || null,
      language: all.language ?? root.attributes['xml:lang'] ?? 'nl',
      notices: [...decoded.notices, ...notices.all],
    });
  },
};
