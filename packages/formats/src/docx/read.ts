import { statedTitle } from '../office/stated-title.ts';
import { childOf, elementsOf, textIn, type XmlElement } from '../office/xml-tree.ts';
import type { DocumentReader } from '../reader.ts';
import { compose } from '../reading/compose.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { Notes } from './notes.ts';
import { Numbering } from './numbering.ts';
import { Package, type Part } from './package.ts';
import { type Sources, Story } from './story.ts';
import { Styles } from './styles.ts';

/**
 * Word's format since 2007 (ECMA-376, Office Open XML). An own walk of its XML: mammoth, which makes HTML of it, knows
 * neither the numbers of lists nor limits, and gives hidden text, marks of authors and boxes otherwise than Word.
 */
export const docxReader: DocumentReader = {
  id: 'docx',
  version: '5',
  kinds: ['docx'],
  async read(bytes) {
    const files = new Package(bytes);
    const document = files.document();
    const body = childOf(document.root, 'w:body') ?? document.root;
    const styles = new Styles(files.partOf(document, 'styles')?.root ?? null);
    const sections = sectionsIn(body);
    const sources: Sources = {
      styles,
      numbering: new Numbering(files.partOf(document, 'numbering')?.root ?? null, styles),
      notes: new Notes(
        files.partOf(document, 'footnotes')?.root ?? null,
        files.partOf(document, 'endnotes')?.root ?? null,
        files.partOf(document, 'settings')?.root ?? null,
      ),
      notices: new Notices(),
      sections,
    };
    sources.notes.enter(sections[0] ?? null);
    const pieces = new Story(sources).within(body);
    const margins = marginsOf(files, document, sources);
    for (const text of margins) sources.notices.add('heads_left_out', text);
    const title = childOf(files.properties(), 'dc:title');
    return documentOf({
      pieces,
      notes: sources.notes.pieces,
      title: statedTitle(title === null ? null : textIn(title)),
      margins,
      notices: sources.notices.all,
    });
  },
};

/** The properties of sections, in their order: those of the last one stand at the end of the document. */
function sectionsIn(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((element) => {
    if (element.name === 'w:sectPr') return [element];
    if (element.name === 'w:p') {
      const section = childOf(childOf(element, 'w:pPr'), 'w:sectPr');
      return section === null ? [] : [section];
    }
    return element.name === 'w:sdt' || element.name === 'w:sdtContent' ? sectionsIn(element) : [];
  });
}

/** What the heads and feet of the sections say, each once. */
function marginsOf(files: Package, document: Part, sources: Sources): string[] {
  const references = sources.sections.flatMap((section) =>
    elementsOf(section).filter(({ name }) => name === 'w:headerReference' || name === 'w:footerReference'),
  );
  const names = references.map(({ attributes }) => document.targets.get(attributes['r:id'] ?? '')?.name);
  return [...new Set(names)].flatMap((name) => {
    const part = name === undefined ? null : files.part(name);
    if (part === null) return [];
    // What is left out of it is not missed.
    const { text } = compose(new Story({ ...sources, notices: new Notices() }).within(part.root));
    return text === '' ? [] : [text];
  });
}
