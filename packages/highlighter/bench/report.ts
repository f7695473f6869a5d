export function percentile(list: readonly number[], percent: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function median(list: readonly number[]): number {
  return percentile(list, 50);
}

export function printTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  print: (line: string) => void,
): void {
  const widths = heading.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of [heading, widths.map((width) => '-'.repeat(width)), ...rows]) {
    print(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  }
}
