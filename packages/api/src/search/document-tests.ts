import { readDate } from '@koersvast/core/date';
import type { DocumentField } from '@koersvast/core/document-field';
import { chosenBy, columnOf } from '@koersvast/core/document-filter';
import { type DocumentCondition, filterColumns, ownColumn } from '@koersvast/core/document-rule';
import type { Rows } from '@koersvast/db';
import type { Condition } from '@koersvast/search';

type Test = (document: Rows['document']) => boolean;

/** What a condition asks of a document, among documents of a project with these fields; null for a date that is none. */
export function documentTest(condition: Condition, fields: readonly DocumentField[]): Test | null {
  const { field, compare } = condition;
  const detail = filterColumns.find((each) => each.toLowerCase() === field.toLowerCase());
  const column = detail ?? ownColumn(field);
  const { kind } = columnOf(column, fields);
  // Dates are typed as people write them, here as in a cell.
  const asStored = (typed: string) =>
    kind === 'date' && typed !== '' && typed !== '*' ? readDate(typed) : typed;
  const value = asStored(condition.value);
  const upTo = asStored(condition.upTo ?? '');
  if (value === null || upTo === null) return null;
  const so = (test: DocumentCondition['test'], ...values: readonly string[]): Test =>
    chosenBy([{ column, test, values }], fields);
  const same = kind === 'date' || kind === 'number' ? so('range', value, value) : so('one_of', value);
  const but =
    (test: Test): Test =>
    (document) =>
      test(document) && !same(document);
  switch (compare) {
    case 'is':
      if (value === '*') return so('filled');
      return kind === 'text' ? so('contains', value) : same;
    case 'exactly':
      return same;
    case '<':
      return but(so('range', '', value));
    case '<=':
      return so('range', '', value);
    case '>':
      return but(so('range', value, ''));
    case '>=':
      return so('range', value, '');
    case 'between':
      return so('range', value, upTo);
  }
}
