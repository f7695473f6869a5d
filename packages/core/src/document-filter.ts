import { readDate } from './date.ts';
import { type DocumentField, fieldCalled, readFieldValue, readNumber } from './document-field.ts';
import { type DocumentCondition, type FilterColumn, ownFieldOf } from './document-rule.ts';
import { foldName } from './person/name.ts';

/** What is asked of a document. */
export type FilteredDocument = Readonly<
  Record<Exclude<FilterColumn, 'title' | 'language'>, string | null>
> & {
  readonly title: string;
  readonly language: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** What a column holds of each document, and how its values are compared. */
export function columnOf(column: string, fields: readonly DocumentField[]) {
  const own = ownFieldOf(column);
  if (own === null) {
    const name = column as FilterColumn;
    return {
      kind: name === 'date' ? ('date' as const) : ('text' as const),
      field: null,
      stored: (document: FilteredDocument) => document[name] ?? '',
    };
  }
  const field = fieldCalled(fields, own) ?? null;
  const called = field?.name ?? own;
  const folded = foldName(called);
  return {
    kind: field?.kind ?? ('text' as const),
    field,
    stored: ({ fields: all }: FilteredDocument) => {
      if (Object.hasOwn(all, called)) return all[called] ?? '';
      const name = Object.keys(all).find((each) => foldName(each) === folded);
      return name === undefined ? '' : (all[name] ?? '');
    },
  };
}

/** Without case and accents, so that what is typed finds what is meant. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** A date as far as it is known lies in a range when any day that it may be does. */
function dateWithin(value: string, from: string, to: string): boolean {
  const date = readDate(value);
  if (date === null) return false;
  const [first, last] = [readDate(from) ?? '', readDate(to) ?? ''];
  const shared = (one: string, other: string) => {
    const length = Math.min(one.length, other.length);
    return [one.slice(0, length), other.slice(0, length)] as const;
  };
  const [lower, start] = shared(date, first);
  const [upper, end] = shared(date, last);
  return (first === '' || lower >= start) && (last === '' || upper <= end);
}

function numberWithin(value: string, from: string, to: string): boolean {
  const number = readNumber(value, null);
  if (number === null) return false;
  const [first, last] = [readNumber(from, null), readNumber(to, null)];
  return (
    (first === null || Number(number) >= Number(first)) && (last === null || Number(number) <= Number(last))
  );
}

function testOf(
  { column, test, values }: DocumentCondition,
  fields: readonly DocumentField[],
): (document: FilteredDocument) => boolean {
  const { kind, field, stored } = columnOf(column, fields);
  const [first = '', second = ''] = values;
  switch (test) {
    case 'empty':
      return (document) => stored(document).trim() === '';
    case 'filled':
      return (document) => stored(document).trim() !== '';
    case 'contains': {
      const wanted = plain(first);
      return (document) => plain(stored(document)).includes(wanted);
    }
    case 'one_of': {
      const asKept = (value: string) => (field && readFieldValue(field, value, null)) ?? value;
      const wanted = new Set(values.map((value) => foldName(asKept(value))));
      return (document) => {
        const value = stored(document);
        return value.trim() !== '' && wanted.has(foldName(asKept(value)));
      };
    }
    case 'range':
      if (kind === 'date') return (document) => dateWithin(stored(document), first, second);
      if (kind === 'number') return (document) => numberWithin(stored(document), first, second);
      return (document) => {
        const value = plain(stored(document));
        return value !== '' && value >= plain(first) && (second === '' || value <= plain(second));
      };
  }
}

/** Whether documents are chosen by a rule, among documents whose project has these fields. */
export function chosenBy(
  conditions: readonly DocumentCondition[],
  fields: readonly DocumentField[],
): (document: FilteredDocument) => boolean {
  const tests = conditions.map((condition) => testOf(condition, fields));
  return (document) => tests.every((test) => test(document));
}
