/** What may stand between two words of a phrase. */
const BETWEEN = /[\s\u0085\-\u2010\u2011\u2013/]/;

function isBetween(folded: string, at: number): boolean {
  const unit = folded.charCodeAt(at);
  return unit === 0x20 || ((unit < 0x21 || unit === 0x2d || unit > 0x2e) && BETWEEN.test(folded.charAt(at)));
}

/** Behind all that may stand between words, from this place on. */
export function skipBetween(folded: string, from: number): number {
  let at = from;
  while (at < folded.length && isBetween(folded, at)) at += 1;
  return at;
}

/** The same towards the beginning. */
export function skipBetweenBack(folded: string, from: number): number {
  let at = from;
  while (at > 0 && isBetween(folded, at - 1)) at -= 1;
  return at;
}
