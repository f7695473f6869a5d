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
  // A single pixel is a line, and no space.
  [/^(gap|row-gap|column-gap|(padding|margin)(-[a-z]+)*)$/, /^(?!.*(?<![\w.-])-?(?!1px)\d*\.?\d+(px|rem)\b)/],
];

/** Letters that nobody reads: they carry the underline of a bar, and the initials that stand in it. */
const exceptions: ReadonlySet<string> = new Set([
  'features/compare/lane-layer.module.css: font-size: 4px',
  'features/compare/lane-layer.module.css: font: 700 8px / 8px ui-monospace, monospace',
]);

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
}

function refusalOf(property: string, value: string): boolean {
  if (property === 'font') return value !== 'inherit' && !/var\(--kv-size-/.test(value);
  const rule = rules.find(([name]) => name.test(property));
  return rule !== undefined && !rule[1].test(value);
}

/** What is wrong in a sheet, each with the place. */
export function faultsOf({ name, text }: Sheet, widths: ReadonlySet<number>): string[] {
  const faults: string[] = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > longest) faults.push(`${name}: ${lines} lines`);
  const bare = withoutComments(text).replace(/@page\s*\{[\s\S]*?\n\}/g, '');
  for (const [, property = '', value = ''] of bare.matchAll(/(?<=[{;]\s*)([a-z-]+):\s*([^;{}]+)(?=[;}])/g)) {
    const said = `${name}: ${property}: ${value.replace(/\s+/g, ' ').trim()}`;
    if (refusalOf(property, value.trim()) && !exceptions.has(said)) faults.push(said);
  }
  for (const [query, size] of bare.matchAll(/\((?:min|max)-(?:width|height): ([^)]+)\)/g))
    if (!/em$/.test(size ?? '') || !widths.has(Number.parseFloat(size ?? '')))
      faults.push(`${name}: ${query}`);
  return faults;
}
