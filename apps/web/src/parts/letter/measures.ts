/** The bars over the letter that stay when it scrolls, as in the style sheets, in pixels. */
export const barsHeight = 96;
/** The bar under it in a narrow window. */
export const footHeight = 64;
