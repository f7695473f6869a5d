/** How a tag looks: one of twelve colours and one of five line styles, always both, so that neither stands alone. */

export const lineStyles = ['solid', 'double', 'dotted', 'dashed', 'wavy'] as const;
export type LineStyle = (typeof lineStyles)[number];

export type Theme = 'light' | 'dark';

/** The pages on which the colours are read, and the colour of the letter's words on them. */
export const pages = {
  light: { page: '#fcfcfa', text: '#1c2026' },
  dark: { page: '#16181c', text: '#e4e6ea' },
} as const satisfies Record<Theme, { readonly page: string; readonly text: string }>;

/** A colour for one page: the line under a span, and the tint behind its words. Both as `#rrggbb`. */
export interface TagColour {
  readonly line: string;
  readonly tint: string;
}

/**
 * The twelve colours in their fixed order. Found by a search for the largest distances in OKLab, the first five
 * also as seen without red or green cones, under: line on page and on tint 3:1, words on tint 7:1.
 */
export const tagColours: readonly Readonly<Record<Theme, TagColour>>[] = [
  { light: { line: '#c1484d', tint: '#fed4d2' }, dark: { line: '#fe985e', tint: '#4c2814' } },
  { light: { line: '#02546a', tint: '#b3e9fe' }, dark: { line: '#0dbef0', tint: '#02394a' } },
  { light: { line: '#8f67b6', tint: '#e9d6ff' }, dark: { line: '#a866c6', tint: '#3e2949' } },
  { light: { line: '#443f01', tint: '#e6e2b3' }, dark: { line: '#968804', tint: '#393406' } },
  { light: { line: '#157616', tint: '#c8ebc5' }, dark: { line: '#92debb', tint: '#093d2a' } },
  { light: { line: '#75061e', tint: '#fed4d3' }, dark: { line: '#ffa1cd', tint: '#4a2537' } },
  { light: { line: '#2165be', tint: '#cde1ff' }, dark: { line: '#b7c9fe', tint: '#273152' } },
  { light: { line: '#874800', tint: '#ffd7b9' }, dark: { line: '#d36629', tint: '#4c2816' } },
  { light: { line: '#028e82', tint: '#b2eee5' }, dark: { line: '#18989d', tint: '#013b3d' } },
  { light: { line: '#7a3c71', tint: '#fad1f1' }, dark: { line: '#e46c98', tint: '#4c2432' } },
  { light: { line: '#888201', tint: '#e4e3b4' }, dark: { line: '#c1b934', tint: '#373407' } },
  { light: { line: '#3e2487', tint: '#dddbff' }, dark: { line: '#979afe', tint: '#2d2e52' } },
];

/** How many tags can look different: twelve and five have no common divisor, so every pair comes once. */
export const appearanceCount = tagColours.length * lineStyles.length;

/** A place in the fixed order, as two places: in `tagColours`, and the style of the line. */
export interface TagAppearance {
  readonly colour: number;
  readonly line: LineStyle;
}

/** The appearance at a place of the fixed order; any other whole number wraps round. */
export function appearanceAt(index: number): TagAppearance {
  const place = ((Math.trunc(index) % appearanceCount) + appearanceCount) % appearanceCount;
  return {
    colour: place % tagColours.length,
    line: lineStyles[place % lineStyles.length] ?? 'solid',
  };
}
