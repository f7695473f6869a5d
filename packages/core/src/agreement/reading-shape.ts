/** How a measure is to be read. */
export interface Reading {
  readonly name: string;
  /** What it says, how it is to be taken, and what to know of it. */
  readonly sentences: readonly [string, string, string];
  /** In plain letters, without mark-up. */
  readonly formula: string;
  readonly notWhen: string;
  readonly source: string;
}
