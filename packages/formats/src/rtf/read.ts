import { DomainError } from '@koersvast/core/error';
import { statedTitle } from '../office/stated-title.ts';
import type { DocumentReader } from '../reader.ts';
import { documentOf, Notices } from '../reading/document.ts';
import { Interpreter } from './interpreter.ts';
import { scanRtf } from './scan.ts';

/** Rich Text Format (version 1.9.1), as Word and LibreOffice write it. */
export const rtfReader: DocumentReader = {
  id: 'rtf',
  version: '5',
  kinds: ['rtf'],
  async read(bytes) {
    const notices = new Notices();
    const interpreter = new Interpreter(notices);
    // A file that ends in the middle of a group was cut off: what is left of it is no letter.
    if (!scanRtf(bytes, interpreter)) throw new DomainError('file_damaged');
    const { pieces, notes, margins, title } = interpreter.finish();
    for (const margin of margins) notices.add('heads_left_out', margin);
    return documentOf({ pieces, notes, title: statedTitle(title), margins, notices: notices.all });
  },
};
