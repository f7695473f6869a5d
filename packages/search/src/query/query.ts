/** What was typed, as a tree. Nested as little as it can be: no AND stands directly in an AND, and no OR in an OR. */
export type Query =
  | Words
  | Forms
  | Pattern
  | Coded
  | OfDocument
  | Both
  | Either
  | Without
  | Near
  | Inside
  | Related;

/** A word, or words one after another. */
export interface Words {
  readonly kind: 'words';
  /** As typed, without the marks around a phrase. */
  readonly typed: string;
  /** What is compared: each word folded, at least one; * stands for none or more characters. */
  readonly words: readonly string[];
}

/** `~sanctie[sanctie sancties]`: any of these. */
export interface Forms {
  readonly kind: 'forms';
  /** As typed, without the ~. */
  readonly word: string;
  /** Those that the person chose, at least one. */
  readonly forms: readonly Words[];
}

/** `/…/` */
export interface Pattern {
  readonly kind: 'pattern';
  /** What stands between the strokes. */
  readonly source: string;
}

/** Codings that meet all conditions. */
export interface Coded {
  readonly kind: 'coded';
  readonly conditions: readonly Condition[];
}

/** What must be so of the document. */
export interface OfDocument {
  readonly kind: 'document';
  readonly condition: Condition;
}

export interface Both {
  readonly kind: 'and';
  /** Two or more. */
  readonly parts: readonly Query[];
}

export interface Either {
  readonly kind: 'or';
  /** Two or more. */
  readonly parts: readonly Query[];
}

export interface Without {
  readonly kind: 'not';
  readonly part: Query;
}

/** `NEAR/n`, or in order `FOLLOWED/n`; with an s behind the number, sentences. */
export interface Near {
  readonly kind: 'near';
  readonly left: Query;
  readonly right: Query;
  /** At most so many between. */
  readonly most: number;
  readonly unit: DistanceUnit;
  readonly isInOrder: boolean;
}

/** `in:sentence(…)` */
export interface Inside {
  readonly kind: 'inside';
  readonly unit: InsideUnit;
  readonly part: Query;
}

export const insideUnits = ['sentence', 'paragraph'] as const;
export type InsideUnit = (typeof insideUnits)[number];

export const distanceUnits = ['word', 'sentence'] as const;
export type DistanceUnit = (typeof distanceUnits)[number];

/** Those spans of the left side that stand in this relation to one of the right side, or (not) to none. */
export interface Related {
  readonly kind: 'related';
  readonly left: Query;
  readonly right: Query;
  readonly relation: RelationName;
  /** At most so many between, where the relation is BEFORE/n, AFTER/n or not NEAR/n; else null, however far it is. */
  readonly most: number | null;
  readonly unit: DistanceUnit;
  readonly isNot: boolean;
}

export const relationNames = [
  'within',
  'contains',
  'overlaps',
  'equals',
  'touches',
  /** Only with NOT: what is near makes a pair. */
  'near',
  'before',
  'after',
  'same-sentence',
  'same-paragraph',
  'same-document',
] as const;
export type RelationName = (typeof relationNames)[number];

/** `tag:pressure`, `certainty:<3`, `date:2014..2020` */
export interface Condition extends Place {
  readonly field: string;
  readonly compare: Comparison;
  readonly value: string;
  /** The other end, where they are two: both ends count. */
  readonly upTo: string | null;
}

/** `is` includes what lies below it, `exactly` (`:=`) does not. */
export const comparisons = ['is', 'exactly', '<', '<=', '>', '>=', 'between'] as const;
export type Comparison = (typeof comparisons)[number];

/** A place in what was typed: half-open, in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The names that may stand before a colon. */
export interface FieldNames {
  readonly codings: readonly string[];
  readonly documents: readonly string[];
  /** What else some of them are called, in lower case, each with the name that it stands for: in a query it is that one. */
  readonly also?: Readonly<Record<string, string>>;
}

/** The conditions on codings that there are. */
export const codingFields = ['tag', 'coder', 'layer', 'round', 'certainty', 'memo', 'verdict'] as const;
