/** Published values, with all digits that a project has in which they were typed in; `null` where there is none. */
export const publishedFigures = {
  /** Krippendorff 2019, Fig. 12.11: .510, .414 and .724. */
  krippendorff: {
    u: 0.5099819077921268,
    relevance: 0.41359923044895264,
    cu: 0.7241689650166933,
    coverage: 0.46111111111111114,
  },
  /** Hayes and Krippendorff 2007, p. 84, nominal: .4765. */
  hayes: { u: 0.47650956741865835, relevance: null, cu: 0.47650956741865835, coverage: 1 },
} as const;
