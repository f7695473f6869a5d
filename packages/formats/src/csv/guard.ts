/**
 * Values that a spreadsheet would run or swallow: those that begin, after any apostrophes and white space,
 * with `=`, `+`, `-`, `@`, their full-width forms, or a control character.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among the triggers
const risky = /^'*[^\S\t\n\r]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\n\r\u0000-\u001F]/;

/**
 * Puts an apostrophe before a value that a spreadsheet would take for a formula. A value that is risky once its
 * own apostrophes are taken away gets one too, so that no two values become the same and `unguardFormula`
 * gives every value back.
 */
export function guardFormula(value: string): string {
  return risky.test(value) ? `'${value}` : value;
}

/** Takes away the one apostrophe that `guardFormula` put there; other values stay as they are. */
export function unguardFormula(value: string): string {
  return value.startsWith("'") && risky.test(value.slice(1)) ? value.slice(1) : value;
}
