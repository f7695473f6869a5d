/**
 * What style sheets may say: sizes of type, weights, corners and space by the tokens of `styles/tokens.css`, windows by
 * `lib/breakpoints.ts`, and no sheet of more than 200 lines.
 */
export interface Sheet {
  readonly name: string;
  readonly text: string;
}

const longest = 200;

/** Properties, and what a value of theirs may be made of beside tokens. */
const rules: readonly (readonly [RegExp, RegExp])[] = [
  [/^font-size$/, /^(var\(--kv-size-[a-z]+\)|inherit|100%)$/],
  [/^font-weight$/, /^(var\(--kv-weight-[a-z]+\)|inherit)$/],
  [/^(border-([a-z]+-)*)?radius$|^border-[a-z-]*radius$/, /^(var\(--kv-radius(-[a-z]+)?\)|0|inherit|\s)+$/],
  // Words that are only heard are Mantine's.
  [/^clip(-path)?$/, /^(?!(inset|rect)\()/],
  // A single pixel is a line, and no space.
  [/^(gap|row-gap|column-gap|(padding|margin)(-[a-z]+)*)$/, /^(?!.*(?<![\w.-])-?(?!1px)\d*\.?\d+(px|rem)\b)/],
];

/**
 * Letters that nobody reads, which carry the underline of a bar; initials, no larger than the lane they name; and what
 * the text view, which has no components, says to those who listen.
 */
const exceptions: ReadonlySet<string> = new Set([
  'highlighter/lanes/lanes.css: font-size: 4px',
  'highlighter/lanes/lanes.css: font: 700 8px / 8px ui-monospace, monospace',
  'highlighter/lanes/lanes.css: font-size: 9px',
  'highlighter/text.css: clip-path: inset(50%)',
]);

/** The text view takes its size from the page in which it stands: what is in it is a part of that. */
const partOfLetter = /^highlighter\/.*: font-size: 0\.\d+em$/;

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
}

function bareOf(text: string): string {
  return withoutComments(text).replace(/@page\s*\{[\s\S]*?\n\}/g, '');
}

/** Each as `property: value`, on one line. */
function declarationsOf(text: string): string[] {
  return [...bareOf(text).matchAll(/(?<=[{;]\s*)([a-z-]+):\s*([^;{}]+)(?=[;}])/g)].map(
    ([, property, value = '']) => `${property}: ${value.replace(/\s+/g, ' ').trim()}`,
  );
}

function refusalOf(property: string, value: string): boolean {
  if (property === 'font') return value !== 'inherit' && !/var\(--kv-size-/.test(value);
  const rule = rules.find(([name]) => name.test(property));
  return rule !== undefined && !rule[1].test(value);
}

/** Exceptions that no sheet needs any more. */
export function needless(sheets: readonly Sheet[]): string[] {
  const said = new Set(
    sheets.flatMap(({ name, text }) => declarationsOf(text).map((each) => `${name}: ${each}`)),
  );
  return [...exceptions].filter((each) => !said.has(each));
}

/** What is wrong in a sheet, each with the place. */
export function faultsOf({ name, text }: Sheet, widths: ReadonlySet<number>): string[] {
  const faults: string[] = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > longest) faults.push(`${name}: ${lines} lines`);
  for (const declaration of declarationsOf(text)) {
    const said = `${name}: ${declaration}`;
    if (exceptions.has(said) || partOfLetter.test(said)) continue;
    const [property = '', value = ''] = declaration.split(/: (.*)/s);
    // What stands beside a token is for a page that has none.
    const meant = value.replace(/(?<=var\(--kv-[a-z-]+\d*[a-z]*), [\d.]+(px|rem)?(?=\))/g, '');
    if (refusalOf(property, meant)) faults.push(said);
  }
  for (const [query, size] of bareOf(text).matchAll(/\((?:min|max)-(?:width|height): ([^)]+)\)/g))
    if (!/em$/.test(size ?? '') || !widths.has(Number.parseFloat(size ?? '')))
      faults.push(`${name}: ${query}`);
  return faults;
}

/** What Mantine has: a table and its cells, a choice, one of a few beside each other, words that are only heard. */
const made: readonly RegExp[] = [
  /<(?:table|thead|tbody|tr|th|td|select)\b/g,
  /<[a-z]\w*\s(?:[^<]*?\s)?role="radiogroup"/g,
  /<[a-z]\w*\s(?:[^<]*?\s)?className=\{classes\.\w*[hH]idden\}/g,
];

/**
 * What is made for itself all the same: kinds of reasons, which digits choose, room for rows that are not seen, and the
 * cells of thousands of rows, which cost a key or a sort several frames by way of the library.
 */
const ownMade: ReadonlySet<string> = new Set([
  'parts/review/reason-form.tsx: <div role="radiogroup"',
  'ui/table/table-rows.tsx: <tbody',
  'ui/table/table-rows.tsx: <tr',
  'ui/table/table-rows.tsx: <th',
  'ui/table/table-rows.tsx: <td',
  'ui/chart/chart-rows.tsx: <td',
  'ui/grid/edit-grid.tsx: <tbody',
  'ui/grid/edit-grid.tsx: <tr',
  'ui/grid/grid-row.tsx: <tr',
  'ui/grid/grid-row.tsx: <td',
]);

/** What a screen makes for itself although Mantine has it. */
export function homeMade({ name, text }: Sheet): string[] {
  return made
    .flatMap((each) => [...text.matchAll(each)])
    .map(([found]) => `${name}: ${found.replace(/\s.*\s/s, ' ')}`)
    .filter((said) => !ownMade.has(said));
}
