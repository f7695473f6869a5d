import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { readPastedText, titleFrom } from '../plain-text.ts';
import type { DocumentReader, DroppedWords } from '../reader.ts';
import { Notices } from '../reading/document.ts';
import { decodeText } from '../text/decode.ts';
import { markdownBlocks } from './blocks.ts';
import { frontOf } from './front.ts';

/** Markdown: its source is the text, so that offsets stay true; its marks say where blocks are, its head what it is. */
export const markdownReader: DocumentReader = {
  id: 'markdown',
  version: '2',
  kinds: ['markdown'],
  async read(bytes, { encoding }) {
    const decoded = decodeText(bytes, encoding);
    const whole = readPastedText(decoded.text);
    const { metadata, left, end } = frontOf(whole.text);
    const text = whole.text.slice(end);
    if (text.trim() === '') throw new DomainError('file_empty');
    const { blocks, notes } = markdownBlocks(text);
    if (blocks.length > limits.blocks) throw overLimit('blocks');
    const first = blocks.find(({ kind }) => kind === 'heading');
    const heading = first === undefined ? '' : (text.slice(first.start, first.end).split('\n')[0] ?? '');
    const notices = new Notices();
    for (const line of left) notices.add('surroundings_left_out', line);
    return {
      ...whole,
      ...{ text, blocks, notes, metadata, encoding: decoded.encoding },
      title: metadata.title?.value ?? titleFrom(heading.replace(/^#+\s*|\s+#+\s*$/g, '')),
      language: metadata.language?.value ?? null,
      dropped: left.map(
        (line): DroppedWords => ({ text: line, why: 'outside_structure', at: 0, page: null, box: null }),
      ),
      notices: [...decoded.notices, ...whole.notices, ...notices.all],
    };
  },
};
