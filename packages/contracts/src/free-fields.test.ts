import { expect, test } from 'vitest';
import { freeFields } from './free-fields.ts';

test.each([
  ['{}', {}],
  ['{"thema":"defensie","toString":"x"}', { thema: 'defensie', toString: 'x' }],
  ['{" thema\u200b ":" x "}', { thema: ' x ' }],
])('takes %s', (json, fields) => {
  expect(freeFields.parse(JSON.parse(json))).toEqual(fields);
});

test.each([
  ['{"A":"1","a":"2"}', 'name_twice'],
  ['{"A":"1","A ":"2"}', 'name_twice'],
  ['{"é":"1","e\u0301":"2"}', 'name_twice'],
  ['{"__proto__":"1"}', 'name_reserved'],
  ['{"\u200b__proto__":"1"}', 'name_reserved'],
])('refuses %s', (json, problem) => {
  expect(freeFields.safeParse(JSON.parse(json)).error?.issues.map(({ message }) => message)).toEqual([
    problem,
  ]);
});

test.each([
  ['a name of nothing to see', { '\u200B': 'x' }],
  ['no name', { '': 'x' }],
  ['a value that is no text', { a: 1 }],
  ['a list', ['a']],
  ['a hundred and one', Object.fromEntries(Array.from({ length: 101 }, (_, number) => [`f${number}`, 'x']))],
])('refuses %s', (_name, fields) => {
  expect(freeFields.safeParse(fields).success).toBe(false);
});
