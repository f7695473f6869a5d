/** A document in a round. */
export interface Place {
  readonly documentId: string;
  readonly roundId: string;
}
