import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Counts {
  passed: number;
  failed: number;
  /** Empty when nothing failed. */
  reason: string;
  /** Each test that failed or was skipped: its file and title, and why, in a line each. */
  named: readonly string[];
  /** Likewise each that failed, was played once more and passed then: a fault, of the test or of the program. */
  shaky: readonly string[];
}

/** A test that is to be named, with all that was said of why. */
interface Named {
  file: string;
  title: string;
  messages: readonly string[];
}

interface VitestTest {
  status: string;
  fullName: string;
  failureMessages: string[] | null;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: { name: string; status?: string; message?: string; assertionResults?: VitestTest[] }[];
}

const noReport: Counts = { passed: 0, failed: 1, reason: 'left no report', named: [], shaky: [] };

/** A skipped test is a failure here, and so is a folder none of whose tests ran. Files are named from the root on. */
export function readVitestReport(text: string, mustCover: readonly string[], root = ''): Counts {
  if (text === '') return noReport;
  const report: VitestReport = JSON.parse(text);
  const skipped = report.numPendingTests + report.numTodoTests;
  const uncovered = mustCover.filter(
    (folder) => !report.testResults.some(({ name }) => name.startsWith(folder + path.sep)),
  );
  const named = report.testResults.flatMap(
    ({ name, status, message = '', assertionResults = [] }): Named[] => {
      const file = path.relative(root, name);
      const tests = assertionResults
        .filter((test) => test.status !== 'passed')
        .map((test) => ({
          file,
          title: test.fullName,
          messages: test.status === 'failed' ? (test.failureMessages ?? []) : [test.status],
        }));
      // A file that cannot be taken up has no tests that could fail.
      const whole = tests.length === 0 && status === 'failed';
      return whole ? [{ file, title: 'the file itself', messages: [message] }] : tests;
    },
  );
  // What was said of an earlier try stays with a test that passed.
  const shaky = report.testResults.flatMap(({ name, assertionResults = [] }) =>
    assertionResults.flatMap(({ status, fullName, failureMessages }): Named[] =>
      status === 'passed' && failureMessages?.length
        ? [{ file: path.relative(root, name), title: fullName, messages: failureMessages }]
        : [],
    ),
  );
  return count(report.numPassedTests, report.numFailedTests, skipped, uncovered, { named, shaky });
}

interface PlaywrightSuite {
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: { status: string; results: { errors: { message?: string }[] }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites?: PlaywrightSuite[];
  /** Of no test, such as that the server did not start. */
  errors?: { message?: string }[];
}

export function readPlaywrightReport(text: string): Counts {
  if (text === '') return noReport;
  const { stats, suites = [], errors = [] }: PlaywrightReport = JSON.parse(text);
  const told = suites.flatMap(toldIn);
  const named = [
    ...told.filter(({ status }) => status !== 'flaky'),
    ...errors.map(({ message = '' }) => ({ file: 'e2e', title: 'no test of its own', messages: [message] })),
  ];
  const shaky = told.filter(({ status }) => status === 'flaky');
  const passed = stats.expected + stats.flaky;
  return count(passed, stats.unexpected, stats.skipped, passed > 0 ? [] : ['anything'], { named, shaky });
}

/** Every journey that did not pass at once. */
function toldIn({ specs = [], suites = [] }: PlaywrightSuite): (Named & { status: string })[] {
  const here = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status !== 'expected')
      .map(({ status, results }) => {
        const messages = results.flatMap(({ errors }) => errors.map(({ message = '' }) => message));
        return {
          file: `${file}:${line}`,
          title,
          status,
          messages: messages.length > 0 ? messages : [status],
        };
      }),
  );
  return [...here, ...suites.flatMap(toldIn)];
}

function count(
  passed: number,
  failed: number,
  skipped: number,
  uncovered: readonly string[],
  { named, shaky }: { named: readonly Named[]; shaky: readonly Named[] },
): Counts {
  const reasons = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...uncovered.map((folder) => `ran no test of ${folder}`),
  ];
  return {
    passed,
    failed: failed + skipped + uncovered.length,
    reason: reasons.join(', '),
    named: named.flatMap(linesOf),
    shaky: shaky.flatMap(linesOf),
  };
}

function linesOf({ file, title, messages }: Named): string[] {
  return [`${file} › ${title}`, ...messages.map((message) => `  ${firstLine(message)}`)];
}

/** Some say first what they waited for, and the value on further lines: the first with anything in it says what it was. */
function firstLine(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return (lines.find((line) => line.trim() !== '') ?? 'without a word').trim().slice(0, 300);
}
