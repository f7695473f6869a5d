/** What a chart is made of, as it is gone through by keyboard and heard: marks in rows. It knows nothing of shapes. */
export interface Mark {
  readonly id: string;
  /** What is heard of it, and seen under the chart: all that the shape says. */
  readonly label: string;
  /** Shows what is behind it; nothing where nothing is. */
  readonly open?: (() => void) | undefined;
  /** Where it is along its row, where rows are not of one length: up and down lead to the nearest. */
  readonly along?: number | undefined;
}

/** A mark at its place along a row. Its name is not put together for that. */
export function placedAlong(mark: Mark, along: number): Mark {
  return {
    ...{ id: mark.id, open: mark.open, along },
    get label() {
      return mark.label;
    },
  };
}

/** A list has one mark a row, a grid as many as it has columns, and each line of points is a row. */
export type MarkRows = readonly (readonly Mark[])[];

export type Step = 'left' | 'right' | 'up' | 'down' | 'rowStart' | 'rowEnd' | 'start' | 'end';

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'rowStart',
  End: 'rowEnd',
};

/** What a key does among marks; with Ctrl or Command, Home and End go through all rows. */
export function stepOf(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}): Step | null {
  if (event.altKey || event.shiftKey) return null;
  const step = steps[event.key] ?? null;
  if (!(event.ctrlKey || event.metaKey)) return step;
  return step === 'rowStart' ? 'start' : step === 'rowEnd' ? 'end' : null;
}

function placeOf(rows: MarkRows, id: string): readonly [row: number, column: number] | null {
  for (const [row, marks] of rows.entries()) {
    const column = marks.findIndex((mark) => mark.id === id);
    if (column >= 0) return [row, column];
  }
  return null;
}

/** The mark of a row that is nearest to another one. */
function nearestIn(row: readonly Mark[], from: Mark, column: number): Mark | undefined {
  if (from.along === undefined) return row[Math.min(column, row.length - 1)];
  const far = ({ along }: Mark) => Math.abs((along ?? 0) - (from.along ?? 0));
  return row.reduce<Mark | undefined>(
    (best, mark) => (best === undefined || far(mark) < far(best) ? mark : best),
    undefined,
  );
}

/** Where a step leads from a mark; the same mark at an end. Of what is in one line, either pair of arrows goes along it. */
export function stepFrom(rows: MarkRows, id: string, step: Step): string {
  const filled = rows.filter((row) => row.length > 0);
  const place = placeOf(filled, id);
  if (place === null) return filled[0]?.[0]?.id ?? id;
  const [at, column] = place;
  const single = filled.every((row) => row.length === 1);
  const row = filled[at] ?? [];
  const from = row[column];
  const back = step === 'left' || step === 'up';
  switch (step) {
    case 'start':
      return filled[0]?.[0]?.id ?? id;
    case 'end':
      return filled.at(-1)?.at(-1)?.id ?? id;
    case 'rowStart':
      return (single ? filled[0]?.[0] : row[0])?.id ?? id;
    case 'rowEnd':
      return (single ? filled.at(-1)?.at(-1) : row.at(-1))?.id ?? id;
    default: {
      const sideways = step === 'left' || step === 'right';
      if (single || (!sideways && filled.length > 1)) {
        const next = filled[at + (back ? -1 : 1)];
        return (
          (next === undefined || from === undefined ? undefined : nearestIn(next, from, column))?.id ?? id
        );
      }
      return row[column + (back ? -1 : 1)]?.id ?? id;
    }
  }
}
