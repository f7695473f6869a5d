import { searchNames } from '@koersvast/core/search-names';
import { fold } from '@koersvast/search';

/** A value of a condition that somebody is typing, and where it stands in the query: with its quotation marks. */
export interface BegunValue {
  /** The name before the colon, as the project spells it. */
  readonly field: string;
  readonly typed: string;
  readonly start: number;
  readonly end: number;
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The value at this place of a query; null where none is typed. Of names that both fit, the longest is meant. */
export function valueBegunAt(
  source: string,
  caret: number,
  documentFields: readonly { readonly name: string }[],
): BegunValue | null {
  const { codings, documents } = searchNames(documentFields);
  const before = source.slice(0, caret);
  let found: BegunValue | null = null;
  for (const name of [...codings, ...documents]) {
    if (name.length <= (found?.field.length ?? 0)) continue;
    const value = new RegExp(`(?:^|[\\s([])${escaped(name)}:=?("[^"]*|[^\\s"()[\\]]*)$`, 'iu').exec(
      before,
    )?.[1];
    if (value === undefined) continue;
    const isQuoted = value.startsWith('"');
    const rest = (isQuoted ? /^[^"\s]*"/ : /^[^\s"()[\]]*/).exec(source.slice(caret))?.[0] ?? '';
    const typed = isQuoted ? value.slice(1) : value;
    found = { field: name, typed, start: caret - value.length, end: caret + rest.length };
  }
  return found;
}

/** So many are offered at once. */
const most = 8;

/** Those of some values that go on from what was typed, or have a word that does: the ones that begin so first. */
export function valuesFor(
  { typed }: Pick<BegunValue, 'typed'>,
  values: readonly string[],
): readonly string[] {
  const wanted = fold(typed).folded;
  // Between quotation marks there can be none.
  const known = [...new Set(values)].filter((value) => value.trim() !== '' && !value.includes('"'));
  const rank = (value: string): number => {
    const { folded } = fold(value);
    if (folded.startsWith(wanted)) return 0;
    return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  const found = [0, 1].flatMap((wantedRank) => known.filter((value) => rank(value) === wantedRank));
  // What stands there wholly is not offered once more.
  const [only] = found;
  return found.length === 1 && only !== undefined && fold(only).folded === wanted ? [] : found.slice(0, most);
}

/** The query with this value in the place of what was typed, and where one types on. */
export function withValue(source: string, { start, end }: BegunValue, value: string) {
  const written = /^[\p{L}\p{N}_-]+$/u.test(value) ? value : `"${value}"`;
  return {
    query: `${source.slice(0, start)}${written}${source.slice(end)}`,
    caret: start + written.length,
  };
}
