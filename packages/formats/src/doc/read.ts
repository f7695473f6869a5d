import { DomainError } from '@koersvast/core/error';
import { ListNumbers } from '../office/list-numbers.ts';
import { statedTitle } from '../office/stated-title.ts';
import type { DocumentReader, ReadDocument } from '../reader.ts';
import { compose } from '../reading/compose.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { boxAnchors, headRanges, noteAnchors } from './anchors.ts';
import { CompoundFile } from './compound.ts';
import { WordFile } from './file.ts';
import { readFonts } from './fonts.ts';
import { readLists } from './lists.ts';
import { readStory, type Sources } from './story.ts';
import { Styles } from './styles.ts';
import { titleIn } from './title.ts';

/**
 * Word's format of 1997 to 2003 (MS-DOC). An own reader: word-extractor, the only other one, gives the text alone, with
 * neither the places of notes, nor headings, nor the numbers of lists, and needs Node.
 */
export const docReader: DocumentReader = {
  id: 'doc',
  version: '4',
  kinds: ['doc'],
  async read(bytes) {
    try {
      return readDoc(bytes);
    } catch (error) {
      // A place that lies outside of the file: it is cut off, or says what is not so.
      if (error instanceof RangeError) throw new DomainError('file_damaged');
      throw error;
    }
  },
};

function readDoc(bytes: Uint8Array): ReadDocument {
  const compound = new CompoundFile(bytes);
  const file = new WordFile(compound);
  const boxes = boxAnchors(file);
  const sources: Sources = {
    file,
    styles: new Styles(file.table('styles')),
    lists: readLists(file.table('lists'), behindLists(file), file.onwards('listUses')),
    numbers: new ListNumbers(),
    notes: noteAnchors(file),
    fonts: fontsOf(file),
    boxes: boxes.at,
    notices: new Notices(),
    found: [],
  };
  const pieces = readStory(sources, file.range('body'), true);
  for (const range of boxes.others) {
    const box = readStory(sources, range);
    if (compose(box).text !== '') sources.notices.add('text_boxes_moved');
    pieces.push(...box);
  }
  const margins = marginsOf(sources);
  for (const margin of margins) sources.notices.add('heads_left_out', margin);
  return documentOf({
    pieces,
    notes: sources.found,
    title: statedTitle(titleIn(compound.read('\u0005SummaryInformation'))),
    margins,
    notices: sources.notices.all,
  });
}

/** A table that is damaged names none: what is written in them can be read all the same. */
function fontsOf(file: WordFile): string[] {
  try {
    return readFonts(file.table('fonts'));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The levels of lists stand behind the table of lists, without being counted in its length. */
function behindLists(file: WordFile) {
  const table = file.table('lists');
  const onwards = file.onwards('lists');
  return onwards.slice(table.length, onwards.length - table.length);
}

function marginsOf(sources: Sources): string[] {
  const quiet = { ...sources, notices: new Notices(), numbers: new ListNumbers() };
  const texts = headRanges(sources.file).map((range) => compose(readStory(quiet, range)).text);
  return [...new Set(texts)].filter((text) => text !== '');
}
