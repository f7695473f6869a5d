import { DomainError } from '@koersvast/core/error';
import { statedTitle } from '../office/stated-title.ts';
import { childOf, elementsOf, findIn, textIn, type XmlElement, xmlTree } from '../office/xml-tree.ts';
import type { DocumentReader } from '../reader.ts';
import { compose } from '../reading/compose.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { openZip, type Zip } from '../reading/zip.ts';
import { Story } from './story.ts';
import { Styles } from './styles.ts';

/** The format of LibreOffice (ISO/IEC 26300, OpenDocument Text). */
export const odtReader: DocumentReader = {
  id: 'odt',
  version: '4',
  kinds: ['odt'],
  async read(bytes) {
    const zip = openZip(bytes);
    const manifest = partOf(zip, 'META-INF/manifest.xml');
    if (manifest !== null && findIn(manifest, 'manifest:encryption-data') !== null)
      throw new DomainError('file_encrypted');
    const content = partOf(zip, 'content.xml');
    const text = childOf(childOf(content, 'office:body'), 'office:text');
    if (content === null || text === null) throw new DomainError('file_damaged');
    const common = partOf(zip, 'styles.xml');
    const groups = [
      childOf(common, 'office:styles'),
      childOf(common, 'office:automatic-styles'),
      childOf(content, 'office:automatic-styles'),
    ];
    const notices = new Notices();
    const story = new Story(new Styles(groups), notices);
    const pieces = story.within(text);
    const margins = marginsIn(childOf(common, 'office:master-styles'), new Styles(groups));
    for (const margin of margins) notices.add('heads_left_out', margin);
    const meta = partOf(zip, 'meta.xml');
    const title = meta === null ? null : findIn(meta, 'dc:title');
    return documentOf({
      pieces,
      notes: story.notes,
      title: statedTitle(title === null ? null : textIn(title)),
      margins,
      notices: notices.all,
    });
  },
};

function partOf(zip: Zip, name: string): XmlElement | null {
  const bytes = zip.read(name);
  return bytes === null || bytes.length === 0 ? null : xmlTree(bytes);
}

/** What the heads and feet of pages say, each once. */
function marginsIn(masters: XmlElement | null, styles: Styles): string[] {
  if (masters === null) return [];
  const texts = elementsOf(masters)
    .flatMap(elementsOf)
    .filter(({ name }) => /^style:(?:header|footer)(?:-first|-left)?$/.test(name))
    .map((element) => compose(new Story(styles, new Notices()).within(element)).text);
  return [...new Set(texts)].filter((text) => text !== '');
}
