/**
 * In what is counted: `spans`; `documents` with at least one; the `share` of all characters that lies in one; spans in
 * 1,000 `words`.
 */
export const countUnits = ['spans', 'documents', 'share', 'words'] as const;
export type CountUnit = (typeof countUnits)[number];

/** What is counted of one tag in one column. */
export interface Counted {
  readonly spans: number;
  readonly documents: number;
  /** In any of its spans, those of each piece of work by themselves. */
  readonly characters: number;
}

/** Of how much that is counted: finished work alone. */
export interface CountBase {
  /** Pieces of work: a document that two coders finished counts twice, and so do its characters and words. */
  readonly works: number;
  readonly documents: number;
  readonly characters: number;
  /** Null where words were not counted. */
  readonly words: number | null;
}

export const noCount: Counted = { spans: 0, documents: 0, characters: 0 };
export const noBase: CountBase = { works: 0, documents: 0, characters: 0, words: 0 };

export function addCounts(one: Counted, other: Counted): Counted {
  return {
    spans: one.spans + other.spans,
    documents: one.documents + other.documents,
    characters: one.characters + other.characters,
  };
}

export function addBases(one: CountBase, other: CountBase): CountBase {
  return {
    works: one.works + other.works,
    documents: one.documents + other.documents,
    characters: one.characters + other.characters,
    words: one.words === null || other.words === null ? null : one.words + other.words,
  };
}

/** Out of how much a unit is: documents, characters or words; of spans the pieces of work in which they stand. */
export function denominatorOf(unit: CountUnit, base: CountBase): number | null {
  switch (unit) {
    case 'spans':
      return base.works;
    case 'documents':
      return base.documents;
    case 'share':
      return base.characters;
    case 'words':
      return base.words;
  }
}

/** What was counted, in a unit. Null is a gap: nothing of it is finished, and that is not nought. */
export function countIn(unit: CountUnit, counted: Counted, base: CountBase): number | null {
  const of = denominatorOf(unit, base);
  if (of === null || of === 0 || base.works === 0) return null;
  switch (unit) {
    case 'spans':
      return counted.spans;
    case 'documents':
      return counted.documents;
    case 'share':
      return counted.characters / of;
    case 'words':
      return (counted.spans * 1000) / of;
  }
}
