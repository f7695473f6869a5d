/** The months as people write them in Dutch and in English, each by what no other month begins with. */
const months: readonly (readonly string[])[] = [
  ['jan', 'januari', 'january'],
  ['feb', 'febr', 'februari', 'february'],
  ['mrt', 'maart', 'mar', 'march'],
  ['apr', 'april'],
  ['mei', 'may'],
  ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'],
  ['aug', 'augustus', 'august'],
  ['sep', 'sept', 'september'],
  ['okt', 'oktober', 'oct', 'october'],
  ['nov', 'november'],
  ['dec', 'december'],
];
const monthOf = new Map(months.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

const weekday =
  /^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[.,]? +(?=\d|[a-z])/;

/** What stands before the date in the head of a letter: `Den Haag,`, `d.d.`, `Datum:`. */
const heading =
  /^(?:(?:datum|date|dated|gedateerd|d\.? ?d\.?)(?: ?: ?| )|[\p{L}'’.-]+(?: [\p{L}'’.-]+){0,4}, ?(?:d\.? ?d\.? ?)?)(?=\d{1,2}(?!\d)|[a-z])/u;

/** Without its heading; one with a month in it is none. */
function withoutHeading(text: string): string {
  const found = heading.exec(text)?.[0] ?? '';
  const words = found.match(/\p{L}+/gu) ?? [];
  return words.some((word) => monthOf.has(word)) ? text : text.slice(found.length);
}

/** Whether a year, a month in a year, or a day in a month is there on the calendar; years have four digits from 1000. */
function isThere(year: number, month: number | null, day: number | null): boolean {
  if (year < 1000 || year > 9999) return false;
  if (month === null) return day === null;
  if (month < 1 || month > 12) return false;
  if (day === null) return true;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function written(year: number, month: number | null = null, day: number | null = null): string | null {
  if (!isThere(year, month, day)) return null;
  const parts = [month, day].filter((part) => part !== null);
  return [String(year), ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}

/**
 * A date as far as it is known, `2021`, `2021-02` or `2021-02-04`, out of how people type one in Dutch or English:
 * `4 februari 2021`, `4-2-2021`, `04/02/2021`, `4.2.2021`, `4 feb. 2021`, `February 4, 2021`, `februari 2021`, `2-2021`,
 * also behind what stands before it in a letter (`Den Haag, 4 februari 2021`).
 * Where both are numbers the day comes first, as in the Netherlands and in Britain. Null for what is no date, is not on
 * the calendar (31 February), or can be read in more than one way (a year of two digits).
 */
export function readDate(typed: string): string | null {
  const plain = typed
    .trim()
    .replaceAll(/\s+/g, ' ')
    // Dashes, and digits of another width, that a device made of what was typed.
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .toLowerCase();
  const text = withoutHeading(plain).replace(weekday, '');
  const iso = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (iso) return written(Number(iso[1]), numberOrNull(iso[2]), numberOrNull(iso[3]));
  const numbers = /^(\d{1,2}) ?[-/.] ?(?:(\d{1,2}) ?[-/.] ?)?(\d{4})$/.exec(text);
  if (numbers) {
    const [, first, second, year] = numbers;
    if (second === undefined) return written(Number(year), Number(first));
    return written(Number(year), Number(second), Number(first));
  }
  const dayFirst =
    /^(?:(\d{1,2})(?:ste|de|st|nd|rd|th|e)? ?[-. ] ?(?:of )?)?([a-z]+)\.?,? ?[-. ]? ?(\d{4})$/.exec(text);
  if (dayFirst) return withName(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
  return monthFirst ? withName(monthFirst[3], monthFirst[1], monthFirst[2]) : null;
}

/** A day of the calendar, `2026-12-01`, out of how people type one; null for what is none, or less than a day. */
export function readDay(typed: string): string | null {
  const date = readDate(typed);
  return date?.length === '2026-12-01'.length ? date : null;
}

function numberOrNull(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function withName(year: string | undefined, name = '', day: string | undefined = undefined): string | null {
  const month = monthOf.get(name);
  return month === undefined ? null : written(Number(year), month, numberOrNull(day));
}
