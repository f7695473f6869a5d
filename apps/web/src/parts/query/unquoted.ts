import { readDate } from '@koersvast/core/date';
import type { DocumentField } from '@koersvast/core/document-field';
import { columnOf } from '@koersvast/core/document-filter';
import { filterColumns, ownColumn } from '@koersvast/core/document-rule';
import { searchNames } from '@koersvast/core/search-names';
import { codingFields, conditionsOf, fold, parseQuery } from '@koersvast/search';

/** A condition without quotation marks behind which words go on that may belong to its value. */
export interface Unquoted {
  readonly field: string;
  /** Before the value: the name, the colon, and how it is compared. */
  readonly head: string;
  /** The value with one word more, with two, and so on, each with the query in which it stands between marks. */
  readonly longer: readonly { readonly value: string; readonly query: string }[];
}

/** As many words as a date or a name has. */
const most = 6;
const nextWord =
  /\s+(?!(?:AND|OR|NOT|NEAR|FOLLOWED|WITHIN|CONTAINS|OVERLAPS|EQUALS|TOUCHES|BEFORE|AFTER|SAME)(?![\p{L}\p{N}]))[\p{L}\p{N}][\p{L}\p{M}\p{N}.,'’-]*(?=[\s)]|$)/uy;

/** Conditions of which the value may be more than the one word that it is without marks. */
export function unquotedIn(
  source: string,
  documentFields: readonly { readonly name: string }[],
): readonly Unquoted[] {
  const parsed = parseQuery(source, { fields: searchNames(documentFields) });
  if (!parsed.ok) return [];
  return conditionsOf(parsed.query).flatMap(({ field, value, start, end }) => {
    const from = end - value.length;
    if (source.slice(from, end) !== value) return [];
    const longer: { value: string; query: string }[] = [];
    nextWord.lastIndex = end;
    while (longer.length < most && nextWord.test(source)) {
      const upTo = nextWord.lastIndex;
      const whole = source.slice(from, upTo).replaceAll(/\s+/g, ' ');
      longer.push({
        value: whole,
        query: `${source.slice(0, from)}"${whole}"${source.slice(upTo)}`,
      });
      nextWord.lastIndex = upTo;
    }
    return longer.length === 0 ? [] : [{ field, head: source.slice(start, from), longer }];
  });
}

/** The longest of these values that there is: a date, or what is among the values that documents and codings have. */
export function quotedFor(
  { field, head, longer }: Unquoted,
  values: readonly string[],
  documentFields: readonly DocumentField[],
): { readonly condition: string; readonly query: string } | null {
  const column = filterColumns.find((each) => each.toLowerCase() === field.toLowerCase()) ?? ownColumn(field);
  // What these ask is called by its whole name, as where they are asked.
  const isNamed = field === 'set' || codingFields.some((each) => each === field);
  const { kind } = columnOf(column, documentFields);
  const known = values.map((value) => fold(value).folded);
  // Of other texts a part is enough.
  const isThere = (value: string) => {
    if (kind === 'date' && !isNamed) return readDate(value) !== null;
    const { folded } = fold(value);
    return known.some((each) => (kind === 'text' && !isNamed ? each.includes(folded) : each === folded));
  };
  const found = longer.findLast(({ value }) => isThere(value));
  return found === undefined ? null : { condition: `${head}"${found.value}"`, query: found.query };
}
