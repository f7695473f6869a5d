/** The bars over the letter that stay when it scrolls, as in the style sheets, in pixels. */
export const barsHeight = 96;
/** The bar under it in a narrow window, as long as nobody has measured it. */
const footHeight = 64;

/** How much of the window that bar takes, in pixels: the style of the reader says when there is one. */
export function barBelow(letter: Element): number {
  return Number.parseFloat(getComputedStyle(letter).getPropertyValue('--reader-bottom')) || 0;
}

/** What is kept free under a line that is scrolled to. */
export const roomBelow = (letter: Element) => Math.max(footHeight, barBelow(letter)) + 24;
