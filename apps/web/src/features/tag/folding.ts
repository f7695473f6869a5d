/** A codebook of more tags than this begins folded. */
const foldedFrom = 24;

/** Which entries of a codebook are folded: as all are, but those that somebody has turned. */
export interface Folding {
  readonly all: boolean;
  readonly unlike: ReadonlySet<string>;
}

export function isFoldedIn({ all, unlike }: Folding, id: string): boolean {
  return all !== unlike.has(id);
}

export function withFolded(folding: Folding, id: string, folded: boolean): Folding {
  const unlike = new Set(folding.unlike);
  if (folded === folding.all) unlike.delete(id);
  else unlike.add(id);
  return { ...folding, unlike };
}

export function allAlike(all: boolean): Folding {
  return { all, unlike: new Set() };
}

/** How a codebook of so many tags begins; the tag that somebody comes for, if any, is open. */
export function foldingAtFirst(count: number, wanted: string | undefined): Folding {
  const folding = allAlike(count > foldedFrom);
  return wanted === undefined ? folding : withFolded(folding, wanted, false);
}
