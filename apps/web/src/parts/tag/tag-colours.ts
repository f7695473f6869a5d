import { coderColours, firstCoderColour, type Theme, tagColours } from '@koersvast/core/codebook';

function rulesOf(theme: Theme): string {
  const variable = (number: number, { line, tint }: { readonly line: string; readonly tint: string }) =>
    `--kv-tag-${number}-line:${line};--kv-tag-${number}-tint:${tint}`;
  const variables = [
    ...tagColours.map((colour, at) => variable(at, colour[theme])),
    ...coderColours.map((colour, at) => variable(firstCoderColour + at, colour[theme])),
  ];
  return `:root[data-mantine-color-scheme="${theme}"]{${variables.join(';')}}`;
}

/** Sets `--kv-tag-N-line` and `--kv-tag-N-tint` for every colour of core's tables, of tags and of coders, in both themes. */
export function adoptTagColours(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rulesOf('light') + rulesOf('dark'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
