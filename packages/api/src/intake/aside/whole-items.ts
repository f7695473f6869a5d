import type { IntakeText } from '@koersvast/contracts';
import type { Mend, PlaceOnPage } from '@koersvast/formats';
import { segment, type WholeDocument, wholeOf } from '../../document/read-source.ts';
import { mendedReading } from './packed.ts';

/** The whole of a reading, as it would be stored. */
export async function textOfItem(
  packed: Uint8Array,
  mends: readonly Mend[],
  language: string,
): Promise<IntakeText> {
  const read = mendedReading(packed, mends);
  const { blocks } = segment(read, language);
  return {
    text: read.text,
    blocks: blocks.map(({ index, kind, level, paragraph, start, end, data }) => ({
      ...{ index, kind, level: level ?? null, paragraph, start, end },
      data: data ? { ...data } : null,
    })),
    notes: read.notes.map(({ mark, start, end, at }) => ({ mark, start, end, at })),
    dropped: (read.dropped ?? []).map(({ text, why, at, page, box }) => ({
      ...{ text, why, at, page },
      box: box === null ? null : pageBox(box),
    })),
    lines: (read.places ?? []).map(({ start, end, page, box }) => ({ start, end, page, box: pageBox(box) })),
  };
}

function pageBox([left, top, right, bottom]: PlaceOnPage['box']): [number, number, number, number] {
  return [left, top, right, bottom];
}

/** What of a document is read from its file; the bytes themselves come later. */
export type ItemDocument = Omit<WholeDocument, 'original' | 'originalName'>;

/** What is stored of readings when they become documents in these languages. */
export async function documentsOfItems(
  items: readonly {
    readonly packed: Uint8Array;
    readonly mends: readonly Mend[];
    readonly language: string;
  }[],
): Promise<ItemDocument[]> {
  return items.map(({ packed, mends, language }) => documentOfItem(packed, mends, language));
}

function documentOfItem(packed: Uint8Array, mends: readonly Mend[], language: string): ItemDocument {
  const read = mendedReading(packed, mends);
  const {
    original: _,
    originalName: __,
    ...whole
  } = wholeOf({ ...read, original: new Uint8Array(), originalName: null }, language);
  return whole;
}
