/** What a query may have at most. */
export const queryLimits = {
  /** In UTF-16 units. */
  length: 2_000,
  /** Words, forms, patterns and conditions. */
  terms: 200,
  /** Brackets and NOTs within each other. */
  depth: 50,
  /** The n of NEAR/n. */
  words: 1_000,
} as const;
