import { Buffer } from 'node:buffer';
import type { CsvPreset } from '@koersvast/formats';
import { type HitRow, hitWriter } from '@koersvast/formats/hits';
import { codedIn } from '@koersvast/search';
import { lineOf } from './line.ts';
import type { Portion } from './portion.ts';
import { openPortion, readQuery } from './scan-portion.ts';
import { tagRankIn } from './tag-rank.ts';

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
  /** Where hits are written tag by tag; null where they are in the order of the text. */
  readonly turn: TagTurn | null;
}

/** Which tag's turn it is: by where tags stand in the codebook, of which the next is told with what is written. */
export interface TagTurn {
  readonly ranks: Readonly<Record<string, number>>;
  /** Null at first, when nothing is written. */
  readonly rank: number | null;
  readonly descending: boolean;
}

/** Of two ranks that whose turn comes first; null where there is none. */
export function earlier(one: number | null, other: number | null, { descending }: TagTurn): number | null {
  if (one === null || other === null) return one ?? other;
  return descending ? Math.max(one, other) : Math.min(one, other);
}

export type WrittenHits =
  | { readonly lacking: readonly string[] }
  | {
      readonly lacking: null;
      readonly bytes: Uint8Array;
      /** The rank whose turn is next; null where there is no more. */
      readonly next: number | null;
    };

/** So much of the text on each side. */
export const CONTEXT = 90;

/** The hits of some documents as CSV, without a header: as bytes, which whoever serves them only passes on. */
export function writeHits({
  facts,
  same,
  fieldNames,
  preset,
  turn,
  ...portion
}: WrittenPortion): WrittenHits {
  const opened = openPortion(portion);
  if (opened.lacking !== null) return opened;
  const writer = hitWriter(preset, fieldNames);
  const coded = turn === null ? [] : codedIn(readQuery(portion.sought));
  let text = '';
  let next: number | null = null;
  /** Whether it is the turn of a rank; of one that comes later it is noted. */
  const isTurnOf = (rank: number): boolean => {
    if (turn === null || rank === turn.rank) return true;
    const isLater = turn.rank === null || (turn.descending ? rank < turn.rank : rank > turn.rank);
    if (isLater) next = earlier(next, rank, turn);
    return false;
  };
  for (const [at, document] of portion.documents.entries()) {
    const of = facts[at];
    const { spans, text: kept } = opened.findIn(at, document);
    if (!of) continue;
    const rankOf =
      turn === null
        ? () => 0
        : tagRankIn(document.codings, portion.sought.conditions, { coded, ranks: turn.ranks });
    for (let each = 0; each < spans.length; each += 2) {
      const place = { start: spans[each] ?? 0, end: spans[each + 1] ?? 0 };
      if (!isTurnOf(rankOf(place.start, place.end))) continue;
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
  return { lacking: null, bytes: Buffer.from(text), next };
}
