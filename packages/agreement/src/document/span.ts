/** Half-open range [start, end) of a document, not empty. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
