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
 * The twelve colours in their fixed order, each of one hue on both pages, so that who changes the theme finds the
 * same tag again. Found by a search for the largest distances in OKLab, the first five and neighbours in the order
 * also as seen without red or green cones, under: line on page and on tint 3:1, words on tint 7:1.
 */
export const tagColours: readonly Readonly<Record<Theme, TagColour>>[] = [
  { light: { line: '#d84d60', tint: '#fed6d7' }, dark: { line: '#ff8985', tint: '#56403f' } },
  { light: { line: '#025a7a', tint: '#c8ecff' }, dark: { line: '#14c8fc', tint: '#003849' } },
  { light: { line: '#9256c6', tint: '#dfc4fc' }, dark: { line: '#8661a5', tint: '#311d42' } },
  { light: { line: '#413d00', tint: '#efecb2' }, dark: { line: '#a59306', tint: '#473e00' } },
  { light: { line: '#0f6900', tint: '#d9ecd6' }, dark: { line: '#c0f8b8', tint: '#2a5324' } },
  { light: { line: '#0875f1', tint: '#c9dfff' }, dark: { line: '#1387fc', tint: '#2b3d54' } },
  { light: { line: '#953703', tint: '#e6ccc2' }, dark: { line: '#ea4305', tint: '#5d2414' } },
  { light: { line: '#9b0170', tint: '#ffe2f1' }, dark: { line: '#ffcaef', tint: '#362431' } },
  { light: { line: '#039890', tint: '#acfdf6' }, dark: { line: '#009697', tint: '#1a3232' } },
  { light: { line: '#ab7d07', tint: '#f3e8d3' }, dark: { line: '#febb24', tint: '#372a12' } },
  { light: { line: '#540042', tint: '#e7c1d9' }, dark: { line: '#e642a5', tint: '#4e2b3d' } },
  { light: { line: '#4c07a6', tint: '#d7d1fe' }, dark: { line: '#b68cfe', tint: '#483863' } },
];

/**
 * The colours of coders, where a text is coloured by who coded it: greys and muted ones that no tag has, from dark to
 * light by turns, so that neighbours differ for every eye. They come round again after the last; the legend and
 * each card say whose they are.
 */
export const coderColours: readonly Readonly<Record<Theme, TagColour>>[] = [
  { light: { line: '#2f3b4c', tint: '#dfe3ea' }, dark: { line: '#c3ccd9', tint: '#343b46' } },
  { light: { line: '#927459', tint: '#f1e8de' }, dark: { line: '#a08064', tint: '#3a322b' } },
  { light: { line: '#2a5a4e', tint: '#d5e6e0' }, dark: { line: '#b4dfd2', tint: '#2a3b36' } },
  { light: { line: '#8082a0', tint: '#eaeaf6' }, dark: { line: '#8285a4', tint: '#2c2d3d' } },
  { light: { line: '#4c3037', tint: '#ead9da' }, dark: { line: '#e4cbcf', tint: '#45363a' } },
  { light: { line: '#7c8b45', tint: '#edf1d6' }, dark: { line: '#8a9660', tint: '#333a22' } },
  { light: { line: '#47525f', tint: '#d3dcee' }, dark: { line: '#b3c4ea', tint: '#27324a' } },
  { light: { line: '#997784', tint: '#f6e6ec' }, dark: { line: '#9c7a87', tint: '#3c2d34' } },
];

/** Colours of coders are numbered after these, so that one number says whose colour is meant. */
export const firstCoderColour = 200;

/** The look of the coder at a place among the members, where others are coloured by coder too. */
export function coderAppearanceAt(place: number): TagAppearance {
  const count = coderColours.length;
  const at = ((Math.trunc(place) % count) + count) % count;
  return { colour: firstCoderColour + at, line: lineStyles[at % lineStyles.length] ?? 'solid' };
}

/** How many tags can look different: twelve and five have no common divisor, so every pair comes once. */
export const appearanceCount = tagColours.length * lineStyles.length;

/** How many tags can live in a codebook at once. */
export const codebookLimit = 500;

/** Places after the sixty are sixty further ones again and again: each looks as the one sixty before it, with letters. */
export const appearancePlaces = appearanceCount * codebookLimit;

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

/** How often the sixty have come round before a place, in three capitals; no key is like that. */
function lettersOf(place: number): string {
  const round = Math.trunc(place / appearanceCount);
  return [676, 26, 1].map((unit) => String.fromCharCode(65 + (Math.trunc(round / unit) % 26))).join('');
}

/**
 * What is always written at a tag that shares its colour and line with others: its key, which nobody else has, or
 * else letters of its place. Null for the sixty that differ without.
 */
export function captionOf(tag: { readonly appearance: number; readonly key: string | null }): string | null {
  if (tag.appearance < appearanceCount) return null;
  return tag.key ?? lettersOf(tag.appearance);
}

interface TagInTree {
  readonly id: string;
  readonly parentId: string | null;
  readonly appearance: number;
}

function colourOf(place: number): number {
  return appearanceAt(place).colour;
}

/** A place that looks as others do: in the colour of the branch, or in the one that fewest have. */
function sharedPlace(living: readonly TagInTree[], parent: TagInTree | undefined): number {
  const count = (matches: (tag: TagInTree) => boolean) => living.filter(matches).length;
  const shared = (colour: number) => count((tag) => colourOf(tag.appearance) === colour);
  const colours = tagColours.map((_, colour) => colour);
  const colour =
    parent === undefined
      ? colours.reduce((best, each) => (shared(each) < shared(best) ? each : best))
      : colourOf(parent.appearance);
  const looks = Array.from({ length: appearanceCount }, (_, place) => place).filter(
    (place) =>
      colourOf(place) === colour && (parent === undefined || place !== parent.appearance % appearanceCount),
  );
  const users = (look: number) => count((tag) => tag.appearance % appearanceCount === look);
  const look = looks.reduce((best, each) => (users(each) < users(best) ? each : best));
  const taken = new Set(living.map((tag) => tag.appearance));
  let place = look + appearanceCount;
  while (taken.has(place)) place += appearanceCount;
  return place;
}

/**
 * The place in the fixed order that a tag under `parentId` gets beside these living ones: the first that is free
 * and has another colour than the tag above it and those beside it; where there is none, than the tag above it;
 * else the first that is free. When none of the sixty is, one in the colour of its branch, with another line than
 * the tag above it.
 */
export function nextAppearance(living: readonly TagInTree[], parentId: string | null): number {
  const taken = new Set(living.map((tag) => tag.appearance));
  const free = Array.from({ length: appearanceCount }, (_, place) => place).filter(
    (place) => !taken.has(place),
  );
  const parent = parentId === null ? undefined : living.find((tag) => tag.id === parentId);
  const above = parent === undefined ? [] : [parent];
  const beside = living.filter((tag) => tag.parentId === parentId);
  const unlike = (others: readonly TagInTree[]) => {
    const colours = new Set(others.map((tag) => colourOf(tag.appearance)));
    return free.find((place) => !colours.has(colourOf(place)));
  };
  return unlike([...above, ...beside]) ?? unlike(above) ?? free[0] ?? sharedPlace(living, parent);
}
