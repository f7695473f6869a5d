/** Half-open, in UTF-16 code units of the pattern's source, without its slashes. */
export interface PatternPlace {
  readonly start: number;
  readonly end: number;
}

export const patternLimits = {
  /** Of `{n,m}`. */
  repeat: 1_000,
  /** Of the compiled pattern: each repetition that is counted is there so many times. */
  states: 5_000,
  /** Groups within groups. */
  depth: 50,
  /**
   * Steps of the pattern that may be gone through: at first, and for each character read. What is learnt once serves for
   * the rest of a text, so that most patterns need next to none; the first are about half a second of work.
   */
  work: { first: 50_000_000, each: 20 },
} as const;

/** What may be wrong with a pattern. Each is said at its place. */
export const patternErrorCodes = [
  'pattern_empty',
  'pattern_group_open',
  'pattern_group_closed',
  'pattern_group_unknown',
  'pattern_class_open',
  'pattern_class_closed',
  'pattern_range_order',
  'pattern_brace',
  'pattern_nothing_to_repeat',
  'pattern_repeat_order',
  'pattern_repeat_limit',
  'pattern_escape_unknown',
  'pattern_property_unknown',
  'pattern_look_around',
  'pattern_back_reference',
  'pattern_too_deep',
  'pattern_too_large',
] as const;
export type PatternErrorCode = (typeof patternErrorCodes)[number];

export interface PatternError extends PatternPlace {
  readonly code: PatternErrorCode;
}

/** `compilePattern` gives it back as a value; of a pattern that turns out too hard for a text, `findAll` throws it. */
export class PatternRefusal extends Error {
  readonly error: PatternError;

  constructor(code: PatternErrorCode, start: number, end: number) {
    super(code);
    this.error = { code, start, end };
  }
}

export type Edge = 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** A named set of characters: `\d`, `\w`, `\s` or a property; `isOther` is `\D`, `\P{..}`. */
export interface NamedSet {
  readonly kind: 'named';
  readonly name: 'd' | 'w' | 's' | `p{${string}}`;
  readonly isOther: boolean;
}

/** Code points, both ends included, as they are written: not folded yet. */
export interface CharacterRange {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
}

export type Node = PatternPlace &
  (
    | { readonly kind: 'empty' }
    | { readonly kind: 'literal'; readonly codePoint: number }
    | { readonly kind: 'any' }
    | {
        readonly kind: 'class';
        readonly items: readonly (NamedSet | CharacterRange)[];
        readonly isOther: boolean;
      }
    | { readonly kind: 'edge'; readonly edge: Edge }
    | { readonly kind: 'row'; readonly nodes: readonly Node[] }
    | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
    | {
        readonly kind: 'repeat';
        readonly node: Node;
        readonly min: number;
        /** Infinity where there is no end. */
        readonly max: number;
        readonly isLazy: boolean;
      }
  );
