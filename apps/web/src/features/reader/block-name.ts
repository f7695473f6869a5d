import type { DocumentText } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';

export type NamedBlock = DocumentText['blocks'][number];

/** How much of a block without a number is said, in characters. */
const longestName = 40;

/** The block at a place in the text: the last that begins at it or before. */
export function blockAt(blocks: readonly NamedBlock[], offset: number): NamedBlock | null {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1] ?? null;
}

/** What a block is called: by its number in the margin, or its first words. */
export function useBlockName(text: DocumentText): (block: NamedBlock) => string {
  const { t } = useTranslation('reader');
  return ({ paragraph, start, end }) =>
    paragraph === null
      ? t('block.words', { words: excerptOf(text.text.slice(start, end), longestName) })
      : t('block.number', { number: paragraph });
}
