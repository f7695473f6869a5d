import { anchorHits } from './anchor.ts';
import { collocatesIn } from './collocates.ts';
import { formsIn } from './forms-in.ts';
import { scanDictionary } from './scan-dictionary.ts';
import { scanPortion } from './scan-portion.ts';
import { writeDictionary } from './write-dictionary.ts';
import { writeHits } from './write-hits.ts';

/** What the process that searches does, by name. */
export const searchTasks = {
  'search.scan': scanPortion,
  'search.write': writeHits,
  'search.forms': formsIn,
  'search.dictionary': scanDictionary,
  'search.writeDictionary': writeDictionary,
  'search.anchor': anchorHits,
  'search.collocates': collocatesIn,
} as const;
