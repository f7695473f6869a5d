import path from 'node:path';
import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './report.ts';

const core = path.join(path.sep, 'koersvast', 'packages', 'core');
const green = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numFailedTestSuites: 0,
  testResults: [{ name: path.join(core, 'src', 'a.test.ts') }],
};

test.each([
  ['all is well', {}, { passed: 12, failed: 0, reason: '' }],
  ['some failed', { numPassedTests: 10, numFailedTests: 2 }, { passed: 10, failed: 2, reason: '2 failed' }],
  [
    'some were skipped',
    { numPendingTests: 1, numTodoTests: 2 },
    { passed: 12, failed: 3, reason: '3 skipped' },
  ],
  [
    'a folder ran nothing',
    { testResults: [{ name: path.join(`${core}-other`, 'a.test.ts') }] },
    { passed: 12, failed: 1, reason: `ran no test of ${core}` },
  ],
])('Vitest: %s', (_what, change, counts) => {
  expect(readVitestReport(JSON.stringify({ ...green, ...change }), [core])).toEqual(counts);
});

test.each([
  ['all is well', { expected: 5 }, { passed: 5, failed: 0, reason: '' }],
  ['one passed at the second try', { expected: 4, flaky: 1 }, { passed: 4, failed: 1, reason: '1 failed' }],
  ['one was skipped', { expected: 4, skipped: 1 }, { passed: 4, failed: 1, reason: '1 skipped' }],
  ['nothing ran', { expected: 0 }, { passed: 0, failed: 1, reason: 'ran no test of anything' }],
])('Playwright: %s', (_what, change, counts) => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...change };
  expect(readPlaywrightReport(JSON.stringify({ stats }))).toEqual(counts);
});

test('a run that left no report has failed', () => {
  expect(readVitestReport('', []).failed).toBe(1);
  expect(readPlaywrightReport('').failed).toBe(1);
});
