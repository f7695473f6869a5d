import { type CodePointOffset, createOffsetMap } from './offset.ts';
import type { Segmentation } from './segment.ts';
import type { RawSpan } from './span.ts';

/** Where blocks and sentences stand, as the database takes them: in code units and in code points. */
export interface Places {
  readonly lengthCp: CodePointOffset;
  /** JSON: a list of all blocks. */
  readonly blocks: string;
  /** JSON: a list of all sentences. */
  readonly sentences: string;
}

/** Counts all places of a text in both units. It takes as long as they are many. */
export function placesOf(text: string, { blocks, sentences }: Segmentation): Places {
  const offsets = createOffsetMap(text);
  const placed = (list: readonly (RawSpan & { readonly at?: number | null })[]) =>
    JSON.stringify(
      list.map((each) => ({
        ...each,
        startCp: offsets.toCodePoint(each.start),
        endCp: offsets.toCodePoint(each.end),
        ...(typeof each.at === 'number' && { atCp: offsets.toCodePoint(each.at) }),
      })),
    );
  return { lengthCp: offsets.codePointLength, blocks: placed(blocks), sentences: placed(sentences) };
}
