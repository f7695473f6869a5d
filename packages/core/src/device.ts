/** The browsers that are told apart; anything else is one of which nothing is known. */
export const browserNames = ['Edge', 'Opera', 'Samsung Internet', 'Firefox', 'Chrome', 'Safari'] as const;
export const systemNames = ['iPhone', 'iPad', 'Android', 'Windows', 'macOS', 'ChromeOS', 'Linux'] as const;

export type BrowserName = (typeof browserNames)[number];
export type SystemName = (typeof systemNames)[number];

/** In what somebody signed in, in words that they know; null where the browser does not say. */
export interface Device {
  readonly browser: BrowserName | null;
  readonly system: SystemName | null;
}

/** The first that fits: most browsers claim to be those that were there before them, too. */
const browserMarks: readonly (readonly [BrowserName, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|Chromium|CriOS)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
];
const systemMarks: readonly (readonly [SystemName, RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
];

const firstOf = <Name>(marks: readonly (readonly [Name, RegExp])[], text: string): Name | null =>
  marks.find(([, mark]) => mark.test(text))?.[0] ?? null;

/** What the `User-Agent` of a request says of where it came from. An iPad that asks for pages of a desktop says Mac. */
export function deviceOf(userAgent: string): Device {
  return { browser: firstOf(browserMarks, userAgent), system: firstOf(systemMarks, userAgent) };
}
