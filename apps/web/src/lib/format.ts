import { isLanguage, type Language } from '@koersvast/core/language';
import { useTranslation } from 'react-i18next';

/** Numbers, dates and moments as a reader of a language writes them. Made once for each language. */
export interface Format {
  number(value: number): string;
  /** With so many decimals, whatever they are. */
  decimal(value: number, decimals: number): string;
  /** A part of a whole, from 0 to 1, in hundredths with one decimal. */
  share(value: number): string;
  /** A moment: day, month, year and time of day. */
  moment(iso: string): string;
  /** The day of a moment. */
  day(iso: string): string;
  /** A date as far as it is known: a year, a month, or a day. */
  partialDate(date: string): string;
  /**
   * How long ago it was, of what has been, in the largest unit that fits, rounded; less than a minute is just now, and
   * so is what lies ahead by a clock that is wrong.
   */
  since(iso: string, now: number): string;
  bytes(count: number): string;
  compare(one: string, other: string): number;
  /** All of these. */
  list(words: readonly string[]): string;
  /** One of these. */
  choice(words: readonly string[]): string;
}

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const justNow = { nl: 'zojuist', en: 'just now' } as const satisfies Record<Language, string>;

const locales = { nl: 'nl-NL', en: 'en-GB' } as const satisfies Record<Language, string>;

/** On screen a minus is as wide as a plus, and no hyphen, which a line could break after. */
const withMinus = (written: string) => written.replace('-', '−');

const decimalFormat = (locale: string, decimals: number) =>
  new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });

function createFormat(language: string): Format {
  const spoken = isLanguage(language) ? language : 'en';
  const locale = locales[spoken];
  const number = new Intl.NumberFormat(locale);
  // Made once: a chart writes some thousand of them.
  const withDecimals = new Map<number, Intl.NumberFormat>();
  const share = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const calendar = {
    month: new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
  };
  const bytesIn = (unit: string, maximumFractionDigits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits });
  const kilobytes = bytesIn('kilobyte', 0);
  const megabytes = bytesIn('megabyte', 1);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const all = new Intl.ListFormat(locale);
  const any = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    number: (value) => withMinus(number.format(value)),
    decimal: (value, decimals) => {
      const format = withDecimals.get(decimals) ?? decimalFormat(locale, decimals);
      withDecimals.set(decimals, format);
      return withMinus(format.format(value));
    },
    share: (value) => withMinus(share.format(value)),
    moment: (iso) => moment.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    partialDate: (date) => {
      const parts = date.split('-').length;
      if (parts === 1) return date;
      return (parts === 2 ? calendar.month : calendar.day).format(new Date(date));
    },
    since: (iso, now) => {
      const seconds = (now - Date.parse(iso)) / 1000;
      const fits = units.find(([, each]) => seconds >= each);
      return fits === undefined ? justNow[spoken] : relative.format(-Math.round(seconds / fits[1]), fits[0]);
    },
    bytes: (count) =>
      count >= 1_000_000 ? megabytes.format(count / 1_000_000) : kilobytes.format(count / 1000),
    compare: (one, other) => collator.compare(one, other),
    list: (words) => all.format(words),
    choice: (words) => any.format(words),
  };
}

const formats = new Map<string, Format>();

export function formatIn(language: string): Format {
  const made = formats.get(language) ?? createFormat(language);
  formats.set(language, made);
  return made;
}

/** In the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatIn(i18n.language);
}
