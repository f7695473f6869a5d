/**
 * How many of a row of things fit beside each other from the first on; where not all do, with room for the button
 * that has the rest. In CSS pixels.
 */
export function fittingIn(room: number, widths: readonly number[], more: number): number {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  // Half a pixel is rounding, not a lack of room.
  if (whole <= room + 0.5) return widths.length;
  let used = more;
  let count = 0;
  for (const width of widths) {
    used += width;
    if (used > room + 0.5) break;
    count += 1;
  }
  return count;
}
