import { type DocumentDetail, documentDetails } from './file.ts';

/** Documents can be chosen by each of their details, beside the fields of their project. */
export const filterColumns = documentDetails;
export type FilterColumn = DocumentDetail;

/** What stands before the name of a field of the project's own. */
const ownPrefix = 'field.';
export const ownColumn = (name: string) => `${ownPrefix}${name}`;
/** The name of the field that a column stands for; null for a detail that every document has. */
export function ownFieldOf(column: string): string | null {
  return column.startsWith(ownPrefix) ? column.slice(ownPrefix.length) : null;
}

export const filterTests = ['contains', 'range', 'one_of', 'empty', 'filled'] as const;
export type FilterTest = (typeof filterTests)[number];

/**
 * What must be so of a document. `contains`: a text stands in it, whatever its case and accents; `range`: from the
 * first to the second, both with it, empty where there is no end; `one_of`: it is one of these.
 */
export interface DocumentCondition {
  readonly column: string;
  readonly test: FilterTest;
  readonly values: readonly string[];
}

/** As an address and a set have it: column, test, values. All conditions hold together. */
export type DocumentRule = readonly (readonly string[])[];

const valuesOf: Readonly<Record<FilterTest, readonly [least: number, most: number]>> = {
  contains: [1, 1],
  range: [2, 2],
  one_of: [1, 200],
  empty: [0, 0],
  filled: [0, 0],
};

function isColumn(column: string): boolean {
  const own = ownFieldOf(column);
  return own === null ? filterColumns.some((each) => each === column) : own.trim() !== '';
}

/** The conditions of a rule; null where it is none. */
export function readRule(rule: DocumentRule): readonly DocumentCondition[] | null {
  const conditions: DocumentCondition[] = [];
  for (const [column = '', named, ...values] of rule) {
    const test = filterTests.find((each) => each === named);
    if (test === undefined || !isColumn(column)) return null;
    const [least, most] = valuesOf[test];
    if (values.length < least || values.length > most) return null;
    conditions.push({ column, test, values });
  }
  return conditions;
}

export function ruleOf(conditions: readonly DocumentCondition[]): DocumentRule {
  return conditions.map(({ column, test, values }) => [column, test, ...values]);
}

/** A rule with fields under other names; the very same where it names none of them. */
export function ruleRenamed<Rule extends DocumentRule>(
  rule: Rule,
  nameAfter: (name: string) => string,
): Rule | string[][] {
  const renamed = rule.map(([column = '', ...rest]) => {
    const own = ownFieldOf(column);
    return [own === null ? column : ownColumn(nameAfter(own)), ...rest];
  });
  return renamed.some(([column], at) => column !== rule[at]?.[0]) ? renamed : rule;
}
