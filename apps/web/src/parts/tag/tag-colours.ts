import { coderColours, firstCoderColour, type Theme, tagColours } from '@koersvast/core/codebook';

/** Where the colours of a theme count. */
function rulesOf(theme: Theme, where = `:root[data-mantine-color-scheme="${theme}"]`): string {
  const variable = (number: number, { line, tint }: { readonly line: string; readonly tint: string }) =>
    `--kv-tag-${number}-line:${line};--kv-tag-${number}-tint:${tint}`;
  const variables = [
    ...tagColours.map((colour, at) => variable(at, colour[theme])),
    ...coderColours.map((colour, at) => variable(firstCoderColour + at, colour[theme])),
  ];
  return `${where}{${variables.join(';')}}`;
}

/** Sets `--kv-tag-N-line` and `--kv-tag-N-tint` for every colour of core's tables, of tags and of coders, in both themes; paper is light. */
export function adoptTagColours(): void {
  const sheet = new CSSStyleSheet();
  const onPaper = `@media print{${rulesOf('light', ':root[data-mantine-color-scheme]')}}`;
  sheet.replaceSync(rulesOf('light') + rulesOf('dark') + onPaper + rulesOf('light', '[data-paper="true"]'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
