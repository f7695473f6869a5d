import path from 'node:path';

export interface Counts {
  passed: number;
  failed: number;
  /** Empty when nothing failed. */
  reason: string;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: { name: string }[];
}

/** A skipped test is a failure here, and so is a folder none of whose tests ran. */
export function readVitestReport(text: string, mustCover: readonly string[]): Counts {
  if (text === '') return { passed: 0, failed: 1, reason: 'left no report' };
  const report: VitestReport = JSON.parse(text);
  const skipped = report.numPendingTests + report.numTodoTests;
  const uncovered = mustCover.filter(
    (folder) => !report.testResults.some(({ name }) => name.startsWith(folder + path.sep)),
  );
  return count(report.numPassedTests, report.numFailedTests, skipped, uncovered);
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

export function readPlaywrightReport(text: string): Counts {
  if (text === '') return { passed: 0, failed: 1, reason: 'left no report' };
  const { stats }: PlaywrightReport = JSON.parse(text);
  return count(
    stats.expected,
    stats.unexpected + stats.flaky,
    stats.skipped,
    stats.expected ? [] : ['anything'],
  );
}

function count(passed: number, failed: number, skipped: number, uncovered: readonly string[]): Counts {
  const reasons = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...uncovered.map((folder) => `ran no test of ${folder}`),
  ];
  return { passed, failed: failed + skipped + uncovered.length, reason: reasons.join(', ') };
}
