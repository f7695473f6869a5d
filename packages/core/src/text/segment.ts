import { type Block, numberBlocks, type Sentence } from './block.ts';
import { plainBlocks } from './plain-blocks.ts';
import { findSentences } from './sentence.ts';

/**
 * Stored beside the blocks and sentences of a document. Raise it with every change that could number a text
 * differently; stored documents keep what they have.
 */
export const SEGMENTER_VERSION = '2';

export interface Segmentation {
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
}

/** Blocks and sentences of canonical plain text. `language` is a BCP 47 tag such as `nl`. */
export function segmentPlainText(text: string, language: string): Segmentation {
  const blocks = numberBlocks(plainBlocks(text));
  return { blocks, sentences: findSentences(text, blocks, language) };
}
