import { scaleLinear } from 'd3-scale';
import { Chart } from './chart.tsx';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';
import { cut, MarkRow, MarkShape, unheard } from './shapes.tsx';

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
const cellHeight = 34;
const narrowest = 44;
const widest = 72;

/** Rows against columns: each cell says its number, and is the darker the larger that is. */
export function MatrixChart({ rows, columns, down, across, ...frame }: MatrixChartProps) {
  const shade = scaleLinear().domain([0, 1]).range([0, darkest]).clamp(true);
  return (
    <Chart
      {...frame}
      marks={rows.map(({ cells }) => cells.flatMap((cell) => cell?.mark ?? []))}
      draw={(room) => {
        const left = Math.min(220, Math.max(96, room * 0.26));
        const cell = Math.min(widest, Math.max(narrowest, (room - left - 8) / Math.max(1, columns.length)));
        const longest = Math.max(0, ...columns.map(({ name }) => [...name].length)) * 6.7;
        // Names that do not fit over their column are turned.
        const turned = longest > cell - 4;
        const headRoom = turned ? Math.min(150, longest * 0.72 + 12) : 20;
        const top = headRoom + 24;
        const width = Math.max(room, left + columns.length * cell + (turned ? 80 : 8));
        return {
          width,
          height: top + rows.length * cellHeight + 8,
          content: (
            <>
              <g {...unheard}>
                <text x={left} y={12} className={classes.tick}>
                  {across}
                </text>
                <text x={0} y={top - 8} className={classes.tick}>
                  {cut(down, left - 8)}
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
              </g>
              {rows.map(({ key, name, cells }, row) => {
                const y = top + row * cellHeight;
                return (
                  <g key={key}>
                    <text x={left - 8} y={y + 21} className={classes.name} textAnchor="end" {...unheard}>
                      {cut(name, left - 12)}
                    </text>
                    <MarkRow name={name}>
                      {cells.map((each, at) =>
                        each === null ? null : (
                          <Cell
                            key={each.mark.id}
                            cell={each}
                            x={left + at * cell}
                            y={y}
                            width={cell}
                            fill={shade(each.shade)}
                          />
                        ),
                      )}
                    </MarkRow>
                  </g>
                );
              })}
            </>
          ),
        };
      }}
    />
  );
}

interface CellProps {
  readonly cell: MatrixCell;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fill: number;
}

function Cell({ cell: { mark, text, strong = false }, x, y, width, fill }: CellProps) {
  const box = { x: x + 1, y: y + 1, width: width - 2, height: cellHeight - 2 };
  return (
    <MarkShape id={mark.id} box={box}>
      <rect {...box} className={classes.cell} style={{ fillOpacity: fill }} />
      <rect {...box} className={classes.frame} data-strong={strong} />
      <text x={x + width / 2} y={y + 21} className={classes.value} textAnchor="middle">
        {text}
      </text>
    </MarkShape>
  );
}
