import type { Tag } from '@koersvast/contracts';
import { appearanceAt, captionOf } from '@koersvast/core/codebook';
import type { Appearance } from '@koersvast/highlighter';

/** How tags look in a letter: colour, line, and key; where others look the same, letters that are always there. */
export function tagLooks(tags: readonly Tag[]): Appearance[] {
  return tags.map((tag) => {
    const caption = captionOf(tag);
    const key = caption ?? tag.key;
    return {
      ...appearanceAt(tag.appearance),
      ...(key === null ? {} : { key }),
      ...(caption === null ? {} : { always: true }),
    };
  });
}
