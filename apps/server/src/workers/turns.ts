/** Something of a person's that waits for its turn. */
export interface Waiting {
  readonly personId: string;
}

/** What decides about somebody's turn. */
export interface Standing {
  /** How much of theirs is being done. */
  readonly inHand: number;
  /** When they last had a turn, counted in turns; 0 for somebody who has not waited yet. */
  readonly lastTurn: number;
}

/**
 * Who is next: of those who wait, the one whose person has the least in hand, of those the one whose last turn is
 * longest ago, and of those the first. So a hundred files of one person hold nobody else up by more than the one that
 * is being read. Null when nobody may have more than they have.
 */
export function nextOf<W extends Waiting>(
  waiting: readonly W[],
  standingOf: (personId: string) => Standing,
  most: number,
): W | null {
  let next: W | null = null;
  let best: Standing = { inHand: most, lastTurn: 0 };
  for (const each of waiting) {
    const standing = standingOf(each.personId);
    const isBefore =
      standing.inHand < best.inHand ||
      (next !== null && standing.inHand === best.inHand && standing.lastTurn < best.lastTurn);
    if (!isBefore) continue;
    next = each;
    best = standing;
  }
  return next;
}
