import type { z } from 'zod';

/** The part of an issue of the contract that its sentence needs. */
type Issue = Pick<z.core.$ZodIssue, 'code' | 'path' | 'message'> & {
  readonly origin?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
};

/** What the contract says of a value beside the checks of Zod itself: the message is a word for it. */
const saidByContract = [
  'one_line',
  'name_twice',
  'name_reserved',
  'value_twice',
  'values_missing',
  'forbidden_character',
  'date',
  'day',
  'language',
  'tag_key',
] as const;
/** What Zod checks by itself, by the name of its format. */
const formats = ['email', 'url'] as const;

/** The sentence to be said, by its key in the words of all screens, with the numbers in it. */
export interface FieldWords {
  readonly key:
    | 'required'
    | 'tooShort'
    | 'tooLong'
    | 'tooMany'
    | 'tooSmall'
    | 'tooLarge'
    | 'nameless'
    | 'notValid'
    | (typeof saidByContract)[number]
    | (typeof formats)[number];
  readonly count: number;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/**
 * The one place where an issue of a contract becomes what is said at its field: what to write, and not only that
 * something is wrong. `value` is what stands in the field.
 */
export function fieldWordsOf(issue: Issue, value: unknown): FieldWords {
  if (isEmpty(value)) return { key: 'required', count: 0 };
  // The name of one of several things in the field.
  if (issue.code === 'invalid_key') return { key: 'nameless', count: 0 };
  const said = saidByContract.find((each) => each === issue.message);
  if (said !== undefined) return { key: said, count: 0 };
  const text = issue.origin === undefined || issue.origin === 'string';
  const list = issue.origin === 'array' || issue.origin === 'set' || issue.origin === 'record';
  if (issue.code === 'too_small') {
    const count = Number(issue.minimum);
    if (list || (text && count <= 1)) return { key: 'required', count };
    return { key: text ? 'tooShort' : 'tooSmall', count };
  }
  if (issue.code === 'too_big') {
    const count = Number(issue.maximum);
    return { key: list ? 'tooMany' : text ? 'tooLong' : 'tooLarge', count };
  }
  const format = issue.code === 'invalid_format' ? formats.find((each) => each === issue.format) : undefined;
  return { key: format ?? 'notValid', count: 0 };
}
