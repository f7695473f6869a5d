import type { LoadFigures } from './measure.ts';

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

interface Target {
  readonly name: string;
  readonly value: number;
  readonly most: number;
}

/** The targets at the largest size, each with what was measured. */
export function compareWithTargets(
  figures: { readonly koersvast: readonly LoadFigures[]; readonly codemirror: readonly LoadFigures[] },
  ratios: readonly number[],
): string[] {
  const { koersvast, codemirror } = figures;
  const all = (pick: (each: LoadFigures) => readonly number[]) => koersvast.flatMap(pick);
  const targets: Target[] = [
    { name: 'ready, times L1', value: median(ratios), most: 0.5 },
    {
      name: 'ready, no later than CodeMirror',
      value: median(koersvast.map(({ ready }) => ready)),
      most: median(codemirror.map(({ ready }) => ready)),
    },
    ...(['add', 'remove', 'recolour', 'hover'] as const).flatMap((kind) => [
      { name: `${kind}, median work`, value: median(all(({ work }) => work[kind])), most: 8 },
      {
        name: `${kind}, 95th percentile`,
        value: percentile(
          all(({ work }) => work[kind]),
          95,
        ),
        most: 16,
      },
    ]),
    { name: 'recolour all, median work', value: median(all(({ work }) => work.recolourAll)), most: 16 },
    { name: 'pointer up to paint', value: median(all(({ pointerUp }) => pointerUp)), most: 20 },
    { name: 'hit-test', value: median(koersvast.map(({ hitTest }) => hitTest)), most: 0.1 },
    {
      name: 'scroll, 95th percentile',
      value: percentile(
        all(({ frames }) => frames),
        95,
      ),
      most: 17,
    },
    {
      name: 'longest task while scrolling',
      value: Math.max(0, ...all(({ longTasks }) => longTasks)),
      most: 50,
    },
    { name: 'heap, MB', value: median(koersvast.map(({ heap }) => heap)), most: 10 },
  ];
  return targets.map(({ name, value, most }) => {
    const verdict = value <= most ? 'met' : 'NOT MET';
    return `${verdict.padStart(7)}  ${name}: ${value.toFixed(2)} (at most ${most.toFixed(2)})`;
  });
}
