import { references } from '../src/agreement/references.ts';
import type { Language } from '../src/language.ts';

/** A row of `agreement.csv` by the names of its columns. */
export type ReadRow = Readonly<Record<string, string>>;

/** All numbers of the file, and all versions. */
function standingIn(rows: readonly ReadRow[]) {
  const fields = (names: readonly string[]) =>
    rows.flatMap((row) => names.flatMap((name) => row[name] || []));
  const versions = fields(['settings', 'engine']).flatMap((field) => field.match(/\d+\.\d+\.\d+/g) ?? []);
  return { numbers: fields(['value', 'low', 'high', 'n', 'seed']).map(Number), versions: new Set(versions) };
}

/** What stands in the text but is no figure: works cited, and what people wrote. */
function withoutWords(text: string, said: readonly string[]): string {
  const cited = Object.values(references).map((reference) => reference.cited);
  return [...cited, ...said].reduce((left, words) => left.replaceAll(words.replace(/\.$/, ''), ''), text);
}

/**
 * The numbers of a methods text, as its language writes them, that stand in no row of `agreement.csv`. `said` is what
 * people wrote, in which any number may stand: facts, names of tags.
 */
export function numbersNotIn(
  rows: readonly ReadRow[],
  text: string,
  language: Language,
  said: readonly string[],
): string[] {
  const { numbers, versions } = standingIn(rows);
  const [point, thousands] = language === 'en' ? ['.', ','] : [',', '.'];
  const pattern =
    language === 'en'
      ? /(?<![\p{L}\d.,])−?(?:\d+\.\d+\.\d+|\d{1,3}(?:,\d{3})+|\d*\.\d+|\d+)%?/gu
      : /(?<![\p{L}\d.,])−?(?:\d+\.\d+\.\d+(?!\d)|\d{1,3}(?:\.\d{3})+(?![.\d])|\d+,\d+|\d+)%?/gu;
  return [...withoutWords(text, said).matchAll(pattern)].flatMap(([written]) => {
    if (versions.has(written)) return [];
    const bare = written.replace('%', '').replaceAll(thousands, '').replace(point, '.').replace('−', '-');
    const digits = bare.split('.')[1]?.length ?? 0;
    const [value, by] = [Number(bare), written.endsWith('%') ? 100 : 1];
    const stands = numbers.some((one) => Math.abs(one * by - value) <= 0.5 * 10 ** -digits + 1e-9);
    return stands ? [] : [written];
  });
}
