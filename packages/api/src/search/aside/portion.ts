import type { SearchPiece } from '@koersvast/contracts';
import type { FieldNames } from '@koersvast/search';
import type { SoughtText } from '../../study/searched.ts';
import type { AskedCondition } from './codings.ts';

/*
 * What the server asks the process that searches, and what that says. Plain data: documents by their ids, since their
 * texts never change and are kept there.
 */

/** By what lines are sorted: the rank of their document, that of their tag, or words of the hit, before it or after it. */
export interface SortPart {
  readonly by: 'document' | 'tag' | 'hit' | 'left' | 'right';
  /** Which of the ranks; or which word from the hit on, from 1. */
  readonly at: number;
  readonly descending: boolean;
}

/** Where a line stands among others. */
export interface Place {
  readonly keys: readonly (string | number)[];
  /** Of its document, in the order in which documents are gone through. */
  readonly order: number;
  readonly start: number;
  readonly end: number;
}

export interface SearchedHere {
  readonly id: string;
  readonly order: number;
  readonly ranks: readonly number[];
  /** Hits that were put aside: start and end, one after the other. */
  readonly aside: readonly number[];
  /** Packed codings, where codings are asked for. */
  readonly codings: readonly string[];
  /** Whether each condition holds, in their order. */
  readonly holds: readonly boolean[];
}

export interface Sought {
  readonly query: string;
  readonly piece: SearchPiece | 'clause';
  /** Whether hits that were put aside count. */
  readonly aside: 'without' | 'with' | 'only';
  /** By which names the query is read, and what it asks beside words. */
  readonly names: FieldNames;
  readonly conditions: readonly AskedCondition[];
}

/** Which lines are wanted: so many of the first after a place. */
export interface WantedLines {
  readonly sort: readonly SortPart[];
  readonly after: Place | null;
  readonly limit: number;
  /** Where tags stand in the codebook, by their ids, where lines are sorted by that. */
  readonly tags: Readonly<Record<string, number>>;
  readonly context: number;
}

export interface Portion {
  readonly sought: Sought;
  readonly documents: readonly SearchedHere[];
  /** Texts that were lacking. */
  readonly given: readonly SoughtText[];
  /** Null where nothing but numbers is asked for. */
  readonly lines: WantedLines | null;
}

export interface FoundLine extends Place {
  readonly documentId: string;
  readonly startCp: number;
  readonly endCp: number;
  readonly left: string;
  readonly hit: string;
  readonly right: string;
  readonly cut: boolean;
  /** Hits within it, where it is more than one: start and end, one after the other. */
  readonly marks: readonly number[];
}

export type Scanned =
  /** Texts that are not kept here: nothing was searched. */
  | { readonly lacking: readonly string[] }
  | {
      readonly lacking: null;
      /** Hits of each document; -1 where the query does not hold. */
      readonly counts: Int32Array;
      /** Hits that were put aside, among all. */
      readonly aside: number;
      /** Those that were wanted, in their order. */
      readonly lines: readonly FoundLine[];
    };

/** Which of two lines stands before the other. */
export function comparePlaces(one: Place, other: Place, sort: readonly SortPart[]): number {
  for (const [at, { descending }] of sort.entries()) {
    const [first, second] = [one.keys[at] ?? '', other.keys[at] ?? ''];
    if (first !== second) return first < second === descending ? 1 : -1;
  }
  return one.order - other.order || one.start - other.start || one.end - other.end;
}
