/** The bars over the text that stay when it scrolls, as in the style sheets, in pixels. */
export const barsHeight = 96;
