interface Fitted {
  readonly id: string;
  readonly width: number;
  readonly keep?: number;
}

/**
 * Ids of the columns for which there is no room beside the others, in CSS pixels: those that are kept least go first,
 * of equals the last. The first column always stays.
 */
export function withoutRoom(room: number, columns: readonly Fitted[]): ReadonlySet<string> {
  const gone = new Set<string>();
  let used = columns.reduce((sum, { width }) => sum + width, 0);
  const leaving = columns.slice(1).toReversed();
  leaving.sort((one, other) => (one.keep ?? 0) - (other.keep ?? 0));
  for (const { id, width } of leaving) {
    // Half a pixel is rounding, not a lack of room.
    if (used <= room + 0.5) break;
    gone.add(id);
    used -= width;
  }
  return gone;
}
