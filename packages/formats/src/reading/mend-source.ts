import type { BlockKind } from '@koersvast/core/text';
import { plainBlocks } from '@koersvast/core/text';
import type { DroppedWhy, DroppedWords, PlaceOnPage, ReadDocument } from '../reader.ts';

/**
 * Words as they stand in the source (the text of a reading, with what was left out behind it), or a few that were put
 * between them.
 */
export type Segment = { readonly from: number; readonly to: number } | { readonly put: string };

/** What is one block, while a reading is mended. */
export interface Part {
  readonly kind: BlockKind;
  readonly level?: number;
  readonly data?: Readonly<Record<string, string>>;
  readonly segments: readonly Segment[];
  /** Notes only: its mark, and the place in the source that it belongs to. */
  readonly note: { readonly mark: string; readonly at: number | null } | null;
}

/** A part, and what stands between it and the one before. */
export interface Placed {
  readonly part: Part;
  readonly gap: string;
}

/** A part that is not in the text. */
export interface LeftOut {
  readonly part: Part;
  readonly why: DroppedWhy;
  readonly page: number | null;
  readonly box: DroppedWords['box'];
  /** The place in the source before which it stood. */
  readonly at: number | null;
}

/** A reading as parts that can be mended. Places count in `chars`. */
export interface Source {
  readonly chars: string;
  readonly lines: readonly PlaceOnPage[];
  readonly parts: readonly Placed[];
  readonly leftOut: readonly LeftOut[];
  /** What stands behind the last block. */
  readonly end: string;
}

/** The parts of a reading. What was left out lies behind its text, a line each. */
export function sourceOf(read: ReadDocument): Source {
  const { text, notes, dropped = [] } = read;
  const blocks = read.blocks ?? plainBlocks(text);
  const noteAt = new Map(notes.map((note) => [note.start, note]));
  let before = 0;
  const parts = blocks.map((block): Placed => {
    const { kind, level, start, end } = block;
    const note = kind === 'footnote' ? noteAt.get(start) : undefined;
    const gap = text.slice(before, start);
    before = end;
    return {
      gap,
      part: {
        kind,
        ...(level === undefined ? {} : { level }),
        ...('data' in block && block.data !== undefined ? { data: block.data } : {}),
        segments: [{ from: start, to: end }],
        note: note === undefined ? null : { mark: note.mark, at: note.at },
      },
    };
  });
  const chars = [text];
  const lines = [...(read.places ?? [])];
  let from = text.length + 1;
  const leftOut = dropped.map((each): LeftOut => {
    const start = from;
    const to = start + each.text.length;
    chars.push(each.text);
    from = to + 1;
    const own = each.was?.lines ?? onOnePage(each);
    for (const line of own) lines.push({ ...line, start: start + line.start, end: start + line.end });
    return { part: partOf(each, start, to), why: each.why, page: each.page, box: each.box, at: each.at };
  });
  return { chars: chars.join('\n'), lines, parts, leftOut, end: text.slice(before) };
}

function onOnePage({ text, page, box }: DroppedWords): PlaceOnPage[] {
  return page === null || box === null ? [] : [{ start: 0, end: text.length, page, box }];
}

function partOf({ was }: DroppedWords, from: number, to: number): Part {
  const segments = [{ from, to }];
  if (was === undefined) return { kind: 'paragraph', segments, note: null };
  const { mark, lines: _, ...block } = was;
  return { ...block, segments, note: mark === null ? null : { mark, at: null } };
}

/** The words of a part. */
export const wordsOf = (chars: string, { segments }: Pick<Part, 'segments'>) =>
  segments.map((each) => ('put' in each ? each.put : chars.slice(each.from, each.to))).join('');
