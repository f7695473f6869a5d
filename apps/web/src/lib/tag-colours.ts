import { type Theme, tagColours } from '@koersvast/core';

function rulesOf(theme: Theme): string {
  const variables = tagColours.map(
    (colour, at) => `--kv-tag-${at}-line:${colour[theme].line};--kv-tag-${at}-tint:${colour[theme].tint}`,
  );
  return `:root[data-mantine-color-scheme="${theme}"]{${variables.join(';')}}`;
}

/** Sets `--kv-tag-N-line` and `--kv-tag-N-tint` for every colour of core's table, in both themes. */
export function adoptTagColours(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rulesOf('light') + rulesOf('dark'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
