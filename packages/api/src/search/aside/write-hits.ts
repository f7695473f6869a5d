import { Buffer } from 'node:buffer';
import type { CsvPreset } from '@koersvast/formats';
import { type HitRow, hitWriter } from '@koersvast/formats/hits';
import { lineOf } from './line.ts';
import type { Portion } from './portion.ts';
import { openPortion } from './scan-portion.ts';

/** What a row says that its hit does not. */
export type HitFacts = Omit<
  HitRow,
  'document' | 'fields' | 'start' | 'end' | 'startCp' | 'endCp' | 'left' | 'hit' | 'right'
>;

export interface WrittenPortion extends Omit<Portion, 'lines'> {
  /** Of each document, in their order. */
  readonly facts: readonly Pick<HitRow, 'document' | 'fields'>[];
  readonly same: HitFacts;
  readonly fieldNames: readonly string[];
  readonly preset: CsvPreset;
}

export type WrittenHits =
  | { readonly lacking: readonly string[] }
  | { readonly lacking: null; readonly bytes: Uint8Array };

/** So much of the text on each side. */
export const CONTEXT = 90;

/** The hits of some documents as CSV, without a header: as bytes, which whoever serves them only passes on. */
export function writeHits({ facts, same, fieldNames, preset, ...portion }: WrittenPortion): WrittenHits {
  const opened = openPortion(portion);
  if (opened.lacking !== null) return opened;
  const writer = hitWriter(preset, fieldNames);
  let text = '';
  for (const [at, document] of portion.documents.entries()) {
    const of = facts[at];
    const { spans, text: kept } = opened.findIn(at, document);
    if (!of) continue;
    for (let each = 0; each < spans.length; each += 2) {
      const place = { start: spans[each] ?? 0, end: spans[each + 1] ?? 0 };
      const { startCp, endCp, left, hit, right } = lineOf(
        kept,
        place,
        CONTEXT,
        null,
        Number.POSITIVE_INFINITY,
      );
      text += writer.record({ ...same, ...of, ...place, startCp, endCp, left, hit, right });
    }
  }
  return { lacking: null, bytes: Buffer.from(text) };
}
