import { memo } from 'react';
import { Chart } from './chart.tsx';
import { useChart, useSight } from './chart-context.ts';
import { markedAs } from './mark-elements.ts';
import marks from './marks.module.css';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';
import { cut, MarkRow, unheard } from './shapes.tsx';
import { Stays } from './stays.tsx';

export interface MatrixCell {
  readonly mark: Mark;
  /** What it says, which fits into a cell. */
  readonly text: string;
  /** From nought to one: how dark it is. */
  readonly shade: number;
  /** Whether it is where row and column are the same. */
  readonly strong?: boolean;
}

export interface MatrixRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly (MatrixCell | null)[];
}

type FrameProps = Omit<Parameters<typeof Chart>[0], 'marks' | 'draw'>;

interface MatrixChartProps extends FrameProps {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  /** What rows are, and what columns are. */
  readonly down: string;
  readonly across: string;
}

/** Words on a cell stay legible: 4.5:1 in either theme. */
const darkest = 0.42;
const shade = (of: number) => darkest * Math.min(1, Math.max(0, of));
const cellHeight = 34;
const narrowest = 44;
const widest = 72;

/** What a cell says fits into it. */
const widestWord = (rows: readonly MatrixRow[]) =>
  Math.max(0, ...rows.flatMap(({ cells }) => cells.map((cell) => [...(cell?.text ?? '')].length))) * 7.5;

/** Rows against columns: each cell says its number, and is the darker the larger that is. */
export function MatrixChart({ rows, columns, down, across, ...frame }: MatrixChartProps) {
  return (
    <Chart
      {...frame}
      marks={rows.map(({ cells }) => cells.flatMap((cell) => cell?.mark ?? []))}
      draw={(room) => {
        const left = Math.min(220, Math.max(96, room * 0.26));
        const least = Math.max(narrowest, 12 + widestWord(rows));
        const cell = Math.min(
          Math.max(widest, least),
          Math.max(least, (room - left - 8) / Math.max(1, columns.length)),
        );
        const longest = Math.max(0, ...columns.map(({ name }) => [...name].length)) * 7.2;
        // Names that do not fit over their column are turned.
        const turned = longest > cell - 6;
        const headRoom = turned ? Math.min(150, longest * 0.72 + 12) : 20;
        const top = headRoom + 24;
        const width = Math.max(room, left + columns.length * cell + (turned ? 80 : 8));
        return {
          width,
          height: top + rows.length * cellHeight + 8,
          stays: { left, top },
          content: (
            <>
              <Cells rows={rows} {...{ left, top, cell }} />
              <Stays sideways>
                <rect
                  x={-8}
                  y={top}
                  width={left + 7}
                  height={rows.length * cellHeight}
                  className={classes.ground}
                />
                {rows.map(({ key, name }, row) => (
                  <text
                    key={key}
                    x={left - 8}
                    y={top + row * cellHeight + 21}
                    className={classes.name}
                    textAnchor="end"
                  >
                    {cut(name, left - 12)}
                  </text>
                ))}
              </Stays>
              <Stays downwards most={(rows.length - 1) * cellHeight}>
                <rect
                  x={left - 1}
                  y={-8}
                  width={width - left + 9}
                  height={top + 8}
                  className={classes.ground}
                />
                <text x={left} y={12} className={classes.tick}>
                  {across}
                </text>
                {columns.map(({ key, name }, at) => {
                  const x = left + (at + 0.5) * cell;
                  return (
                    <text
                      key={key}
                      className={classes.name}
                      textAnchor={turned ? 'start' : 'middle'}
                      transform={
                        turned ? `translate(${x - 4} ${top - 8}) rotate(-42)` : `translate(${x} ${top - 8})`
                      }
                    >
                      {cut(name, turned ? 190 : cell)}
                    </text>
                  );
                })}
              </Stays>
              <Stays sideways downwards most={(rows.length - 1) * cellHeight}>
                <rect x={-8} y={-8} width={left + 7} height={top + 8} className={classes.ground} />
                <text x={0} y={top - 8} className={classes.tick}>
                  {cut(down, left - 8)}
                </text>
              </Stays>
            </>
          ),
        };
      }}
    />
  );
}

interface CellsProps {
  readonly rows: readonly MatrixRow[];
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

/** Those rows and columns that are in sight. */
function Cells({ rows, left, top, cell }: CellsProps) {
  const { right, bottom } = useSight();
  const shown = Math.max(0, Math.ceil((bottom - top) / cellHeight));
  const most = Math.ceil((right - left) / cell);
  return rows
    .slice(0, shown)
    .map((row, at) => (
      <Row
        key={row.key}
        {...{ row, left, cell }}
        y={top + at * cellHeight}
        most={Math.min(most, row.cells.length)}
      />
    ));
}

interface RowProps extends Omit<CellsProps, 'rows' | 'top'> {
  readonly row: MatrixRow;
  readonly y: number;
  /** How many columns there are yet. */
  readonly most: number;
}

/** Each cell is one shape, which is the mark itself; what they say lies over them. */
const Row = memo(({ row: { name, cells }, left, y, cell, most }: RowProps) => {
  const { grid } = useChart();
  const shown = cells.slice(0, most);
  return (
    <MarkRow name={name}>
      {shown.map((each, at) =>
        each === null ? null : (
          <rect
            key={each.mark.id}
            {...markedAs(each.mark, grid)}
            x={left + at * cell + 1}
            y={y + 1}
            width={cell - 2}
            height={cellHeight - 2}
            className={marks.cell}
            data-strong={each.strong}
            fillOpacity={shade(each.shade)}
          />
        ),
      )}
      <g {...unheard} className={marks.over} textAnchor="middle">
        {shown.map((each, at) =>
          each === null ? null : (
            <text key={each.mark.id} x={left + (at + 0.5) * cell} y={y + 21}>
              {each.text}
            </text>
          ),
        )}
      </g>
    </MarkRow>
  );
});
