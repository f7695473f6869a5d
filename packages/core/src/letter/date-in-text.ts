import { readDate } from '../date.ts';

const month =
  '(?:jan(?:uar[iy]|uary)?|feb(?:r(?:uari|uary)?)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ei]?|jul[iy]?|aug(?:ust(?:us)?)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/** A day as letters write one: `4 juli 2025`, `4 juli2025` never, `July 4th, 2025`, `4-7-2025`, `2025-07-04`. */
const day = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])\\d{1,2}(?:ste|de|st|nd|rd|th|e)?[ \\u00A0](?:of )?${month}\\.?,?[ \\u00A0]\\d{4}`,
    `(?<![\\p{L}\\p{N}])${month}\\.?[ \\u00A0]\\d{1,2}(?:st|nd|rd|th)?,?[ \\u00A0]\\d{4}`,
    '(?<![\\p{N}/.-])\\d{1,2} ?([-/.]) ?\\d{1,2} ?\\1 ?\\d{4}',
    '(?<![\\p{N}/.-])\\d{4}-\\d{2}-\\d{2}',
  ]
    .map((form) => `${form}(?![\\p{L}\\p{N}]|[-/.]\\d)`)
    .join('|'),
  'giu',
);

export interface DateInText {
  /** As in ISO 8601: `2025-07-04`. */
  readonly value: string;
  /** From the beginning of what was searched, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Every day in a piece of text that is on the calendar, in its order. */
export function datesIn(text: string): DateInText[] {
  const dates: DateInText[] = [];
  for (const found of text.matchAll(day)) {
    const value = readDate(found[0].replaceAll(' ', ' '));
    if (value !== null) dates.push({ value, start: found.index, end: found.index + found[0].length });
  }
  return dates;
}
