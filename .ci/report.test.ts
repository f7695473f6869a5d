import path from 'node:path';
import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './report.ts';
import { tellingOf } from './step.ts';

const core = path.join(path.sep, 'koersvast', 'packages', 'core');
const green = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numFailedTestSuites: 0,
  testResults: [{ name: path.join(core, 'src', 'a.test.ts'), status: 'passed', assertionResults: [] }],
};

test.each([
  ['all is well', {}, { passed: 12, failed: 0, reason: '', named: [] }],
  [
    'some failed',
    { numPassedTests: 10, numFailedTests: 2 },
    { passed: 10, failed: 2, reason: '2 failed', named: [] },
  ],
  [
    'some were skipped',
    { numPendingTests: 1, numTodoTests: 2 },
    { passed: 12, failed: 3, reason: '3 skipped', named: [] },
  ],
  [
    'a folder ran nothing',
    { testResults: [{ name: path.join(`${core}-other`, 'a.test.ts') }] },
    { passed: 12, failed: 1, reason: `ran no test of ${core}`, named: [] },
  ],
])('Vitest: %s', (_what, change, counts) => {
  expect(readVitestReport(JSON.stringify({ ...green, ...change }), [core])).toEqual({ ...counts, shaky: [] });
});

test.each([
  ['all is well', { expected: 5 }, { passed: 5, failed: 0, reason: '' }],
  ['one passed at the second try', { expected: 4, flaky: 1 }, { passed: 5, failed: 0, reason: '' }],
  ['one was skipped', { expected: 4, skipped: 1 }, { passed: 4, failed: 1, reason: '1 skipped' }],
  ['nothing ran', { expected: 0 }, { passed: 0, failed: 1, reason: 'ran no test of anything' }],
])('Playwright: %s', (_what, change, counts) => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...change };
  expect(readPlaywrightReport(JSON.stringify({ stats }))).toEqual({ ...counts, named: [], shaky: [] });
});

test('a run that left no report has failed', () => {
  expect(readVitestReport('', []).failed).toBe(1);
  expect(readPlaywrightReport('').failed).toBe(1);
});

test('each test of Vitest that failed is named with its file, its title and the first line of why', () => {
  const file = path.join(core, 'src', 'round.test.ts');
  const testResults = [
    ...green.testResults,
    {
      name: file,
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', fullName: 'opens', failureMessages: [] },
        {
          status: 'passed',
          fullName: 'is heard of',
          failureMessages: ['Error: no line came\n    at round.test.ts:2:1'],
        },
        {
          status: 'failed',
          fullName: 'a round closes once',
          failureMessages: [
            '\u001b[31m\nAssertionError: expected 2 to be 1\u001b[39m\n    at round.test.ts:7:3',
          ],
        },
        { status: 'todo', fullName: 'a round is merged', failureMessages: [] },
      ],
    },
    {
      name: path.join(core, 'src', 'torn.test.ts'),
      status: 'failed',
      message: 'SyntaxError: Unexpected token\n at torn.test.ts',
      assertionResults: [],
    },
  ];
  const { named, shaky } = readVitestReport(
    JSON.stringify({ ...green, numFailedTests: 1, numTodoTests: 1, testResults }),
    [core],
    path.join(path.sep, 'koersvast'),
  );
  const src = path.join('packages', 'core', 'src');
  expect(shaky).toEqual([`${path.join(src, 'round.test.ts')} › is heard of`, '  Error: no line came']);
  expect(named).toEqual([
    `${path.join(src, 'round.test.ts')} › a round closes once`,
    '  AssertionError: expected 2 to be 1',
    `${path.join(src, 'round.test.ts')} › a round is merged`,
    '  todo',
    `${path.join(src, 'torn.test.ts')} › the file itself`,
    '  SyntaxError: Unexpected token',
  ]);
});

test('each journey that failed is named, in whatever group it is, and what is of no journey too', () => {
  const spec = (title: string, status: string, messages: string[]) => ({
    title,
    file: 'journeys/sending.spec.ts',
    line: 5,
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }] }],
  });
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 1 },
    suites: [
      {
        specs: [spec('is saved', 'expected', [])],
        suites: [
          {
            specs: [
              spec('waits', 'unexpected', [
                'Test timeout exceeded.',
                'Error: locator.fill: closed\nCall log:',
              ]),
              spec('comes later', 'skipped', []),
              spec('is seen', 'flaky', ['Error: not seen yet']),
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'Error: the server did not start' }],
  };
  const { named, shaky } = readPlaywrightReport(JSON.stringify(report));
  expect(shaky).toEqual(['journeys/sending.spec.ts:5 › is seen', '  Error: not seen yet']);
  expect(named).toEqual([
    'journeys/sending.spec.ts:5 › waits',
    '  Test timeout exceeded.',
    '  Error: locator.fill: closed',
    'journeys/sending.spec.ts:5 › comes later',
    '  skipped',
    'e2e › no test of its own',
    '  Error: the server did not start',
  ]);
});

test('of a check that leaves no report the lines that name a file are shown again, or else the last', () => {
  const error =
    "packages/core/src/round.ts(3,1): error TS2322: Type 'number' is not assignable to type 'string'.";
  expect(tellingOf(['Checking', error, '', 'Found 1 error.'])).toEqual([error]);
  const many = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  expect(tellingOf([...many, ' '])).toEqual(many.slice(-12));
  expect(tellingOf(many.map((line) => `a.ts ${line}`))).toEqual(
    many.slice(0, 12).map((line) => `a.ts ${line}`),
  );
});
