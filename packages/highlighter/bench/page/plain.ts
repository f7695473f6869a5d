import type { Contender } from './contender.ts';

/** L1: the same text as plain paragraphs, nothing more. */
export const plain: Contender = {
  mark: 'p',
  async mount(host, { text, blocks }) {
    const fragment = document.createDocumentFragment();
    for (const { start, end } of blocks) {
      const paragraph = document.createElement('p');
      paragraph.append(text.slice(start, end));
      fragment.append(paragraph);
    }
    host.append(fragment);
  },
};
