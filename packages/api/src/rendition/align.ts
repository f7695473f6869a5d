import { createHash } from 'node:crypto';
import { type CodedText, carryCoding, createOffsetMap, type RawSpan } from '@koersvast/core/text';
import type { Mend } from '@koersvast/formats';
import { z } from 'zod';
import { documentsOfItems, type ItemDocument } from '../intake/aside/whole-items.ts';

/* What is done in a process of its own: a new reading is laid beside the old one, and all that was coded carried over. */

/** What tells one block from another in two readings of a letter. */
const block = z.object({
  kind: z.string(),
  level: z.int().nullish(),
  start: z.int(),
  end: z.int(),
  mark: z.string().nullish(),
  at: z.int().nullish(),
  data: z.record(z.string(), z.string()).nullish(),
});
export type ComparedBlock = z.infer<typeof block>;
const blocks = z.array(block);

/** The letter as it is read now. */
export interface OldReading {
  readonly text: string;
  readonly blocks: readonly ComparedBlock[];
  readonly pageLines: readonly { readonly page: number; readonly lines: unknown }[];
}

export interface NewReading {
  readonly packed: Uint8Array;
  readonly mends: readonly Mend[];
  readonly language: string;
}

/** A place in the new text, in both units, with its words. */
export interface NewPlace {
  readonly start: number;
  readonly end: number;
  readonly startCp: number;
  readonly endCp: number;
  readonly quote: string;
}

export interface Aligned {
  readonly document: ItemDocument;
  readonly textSha256: string;
  /** Of all that is frozen of the new reading. */
  readonly hash: string;
  /** Whether it is what stands there already: then nothing was carried. */
  readonly same: boolean;
  readonly annotations: readonly (
    | { readonly fate: 'moved' | 'changed'; readonly place: NewPlace }
    | { readonly fate: 'lost' }
  )[];
  readonly readings: readonly (number | null)[];
  readonly proposals: readonly (NewPlace | null)[];
}

/** Reads what was kept of a reading, and carries what was coded over to it. Throws what `wholeOf` throws. */
export async function alignReading(
  before: OldReading,
  reading: NewReading,
  coded: CodedText,
): Promise<Aligned> {
  const [document] = await documentsOfItems([reading]);
  if (!document) throw new Error('a reading of which nothing came');
  const { text, places, pageLines } = document;
  const sha256 = (value: string) => createHash('sha256').update(value, 'utf8').digest('hex');
  const found = blocks.parse(JSON.parse(places.blocks));
  const told = {
    document,
    textSha256: sha256(text),
    hash: sha256(JSON.stringify([text, places.blocks, places.sentences, pageLines])),
  };
  const lines = JSON.stringify(JSON.parse(pageLines ?? '[]'));
  const same =
    text === before.text &&
    JSON.stringify(found.map(compared)) === JSON.stringify(before.blocks.map(compared)) &&
    lines === JSON.stringify(before.pageLines.map(({ page, lines }) => ({ page, lines })));
  if (same) return { ...told, same, annotations: [], readings: [], proposals: [] };
  const carried = carryCoding(before, { text, blocks: found }, coded);
  const offsets = createOffsetMap(text);
  const placeOf = ({ start, end }: RawSpan): NewPlace => ({
    ...{ start, end, quote: text.slice(start, end) },
    startCp: offsets.toCodePoint(start),
    endCp: offsets.toCodePoint(end),
  });
  return {
    ...{ ...told, same },
    annotations: carried.annotations.map((fate) =>
      fate.fate === 'lost' ? fate : { fate: fate.fate, place: placeOf(fate) },
    ),
    readings: carried.readings,
    proposals: carried.proposals.map((span) => span && placeOf(span)),
  };
}

const compared = ({ kind, level, start, end, mark, at, data }: ComparedBlock) => [
  ...[kind, level ?? null, start, end, mark ?? null, at ?? null],
  Object.entries(data ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)),
];
