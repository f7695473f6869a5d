/**
 * The widths and the height at which screens change, in em: the same in style sheets, which `npm test -- unit`
 * compares with these, since a media query reads no variable.
 */
export const breakpoints = {
  /** A window this narrow is a phone's. */
  phone: 47.99,
  /** A phone in which two things hardly stand beside each other. */
  narrow: 30,
  /** The narrowest phone: 374 pixels. */
  tight: 23.4,
  /** Up to here nothing stands beside the letter. */
  single: 63.99,
  /** From here on the panel stands beside the letter. */
  wide: 64,
  /** Up to here a table leaves out what one can do without. */
  table: 79.99,
  /** A window this low, as a page at 400 %, is for what is read. */
  low: 25,
} as const;

export const phoneWindow = `(max-width: ${breakpoints.phone}em)`;
export const wideWindow = `(min-width: ${breakpoints.wide}em)`;

/** A screen that is touched, mostly without keys beside it. */
export const touchScreen = '(pointer: coarse)';
