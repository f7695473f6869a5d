import path from 'node:path';
import { expect, test } from 'vitest';
import { findLongFunctions, readSources } from './length-rule.ts';

test('every function is short enough to read in one go', () => {
  const sources = readSources(path.join(import.meta.dirname, '..'));
  expect(findLongFunctions(sources)).toEqual([]);
  // A checker that reads nothing also reports nothing.
  expect(sources.size).toBeGreaterThan(700);
});

const body = (lines: number, line: string) => `${line}\n`.repeat(lines);

/** What is planted, and how many lines it is reported to have. */
const PLANTED: readonly (readonly [name: string, source: string, lines: number | null])[] = [
  ['a function', `function long() {\n${body(119, 'work();')}}`, 121],
  ['one that is just short enough', `function short() {\n${body(118, 'work();')}}`, null],
  ['one with empty lines and comments', `function long() {\n${body(60, '// why\n')}}`, 122],
  ['one that a constant holds', `const long = () => {\n${body(119, 'work();')}};`, 121],
  ['a method', `class Worker {\nlong() {\n${body(119, 'work();')}}\n}`, 121],
  ['one that returns elements', `function Long() {\nreturn <p>\n${body(118, 'words')}</p>;\n}`, 122],
  ['two that follow one another', `${`function short() {\n${body(100, 'work();')}}\n`.repeat(2)}`, null],
];

test.each(PLANTED)('%s', (_name, source, lines) => {
  const long = findLongFunctions(new Map([['apps/web/src/parts/tag/planted.tsx', source]]));
  expect(long.map((each) => each.lines)).toEqual(lines === null ? [] : [lines]);
});
