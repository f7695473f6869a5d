/** Where coders, reviewers and adjudicators work: a document in a round. */
export interface Place {
  readonly documentId: string;
  readonly roundId: string;
}

/** The same for whoever has several projects before them. */
export interface PlaceInProject extends Place {
  readonly projectId: string;
}
