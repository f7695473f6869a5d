/** A commitment that a letter names by a number: what a minister promised either House. */
export interface Commitment {
  readonly start: number;
  readonly end: number;
  /** `TZ202402-123` as the House numbers them, `T03456` as the Senate does, or the number in the letter. */
  readonly number: string;
}

/** The lists of both Houses, and `Toezegging 3:` at the beginning of a line. */
const numbered =
  /(?<![\p{L}\p{N}-])(?<listed>TZ\d{6}-\d{3}|T\d{5})(?![\p{L}\p{N}-])|^[ \t]*(?:[Tt]oezegging|[Cc]ommitment)[ \u00A0]+(?:nr\.?[ \u00A0]*)?(?<own>\d{1,3})(?=[ \u00A0]?[:.)–-]|[ \t]*$)/gmu;

/** Every commitment that bears a number, in the order of the text; offsets count UTF-16 code units. */
export function commitmentsIn(text: string): Commitment[] {
  return [...text.matchAll(numbered)].map((found) => {
    const { listed, own = '' } = found.groups ?? {};
    const start = found.index + (found[0].length - found[0].trimStart().length);
    return { start, end: found.index + found[0].length, number: listed ?? own };
  });
}
