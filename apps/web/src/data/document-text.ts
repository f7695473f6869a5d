import type { DocumentText } from '@koersvast/contracts';
import { type Block, type Sentence, utf16 } from '@koersvast/core/text';

/** The blocks of a document as the text view takes them. */
export function blocksOf(text: DocumentText): Block[] {
  return text.blocks.map(({ level, start, end, ...block }) => ({
    ...block,
    ...(level === null ? {} : { level }),
    start: utf16(start),
    end: utf16(end),
  }));
}

/** The sentences of a document as the text view takes them. */
export function sentencesOf(text: DocumentText): Sentence[] {
  return text.sentences.map((sentence) => ({
    ...sentence,
    start: utf16(sentence.start),
    end: utf16(sentence.end),
  }));
}
