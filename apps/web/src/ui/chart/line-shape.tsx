import { area, line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { useChart } from './chart-context.ts';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';
import { MarkBox, MarkRow, unheard } from './shapes.tsx';

export interface LinePoint {
  readonly mark: Mark;
  readonly x: number;
  /** Where there is none, the line has a gap. */
  readonly y: number | null;
  /** The band around it. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Whether it is outside what is to be expected: it is larger, and has a ring. */
  readonly flagged?: boolean;
}

export interface LineSeries {
  readonly key: string;
  readonly name: string;
  readonly points: readonly LinePoint[];
  /** As style sheets have it; the accent where there is no colour of its own. */
  readonly colour?: string;
}

interface Placed {
  readonly px: number;
  readonly py: number;
  readonly plow: number | null;
  readonly phigh: number | null;
  readonly point: LinePoint;
}

const dashes = ['', '7 3', '2 3', '9 3 2 3', '12 4'] as const;
const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond] as const;

interface LineProps {
  readonly series: LineSeries;
  readonly nth: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export const accent = 'var(--kv-accent)';
export const dashOf = (nth: number) => dashes[nth % dashes.length];
export const symbolOf = (nth: number) => symbols[nth % symbols.length] ?? symbolCircle;

/** One line, with its gaps, its band and its marks. */
export function Line({ series, nth, x, y }: LineProps) {
  const { name, points, colour = accent } = series;
  const placed = points.flatMap((point): Placed[] =>
    point.y === null
      ? []
      : [
          {
            point,
            px: x(point.x),
            py: y(point.y),
            plow: point.low == null ? null : y(point.low),
            phigh: point.high == null ? null : y(point.high),
          },
        ],
  );
  // A gap for what has no value.
  const whole = points.map((point) => ({ px: x(point.x), py: point.y === null ? null : y(point.y) }));
  const path = line<(typeof whole)[number]>()
    .defined(({ py }) => py !== null)
    .x(({ px }) => px)
    .y(({ py }) => py ?? 0)(whole);
  const around = area<Placed>()
    .defined(({ plow, phigh }) => plow !== null && phigh !== null)
    .x(({ px }) => px)
    .y0(({ plow }) => plow ?? 0)
    .y1(({ phigh }) => phigh ?? 0)(placed);
  const { grid } = useChart();
  const shape = symbolOf(nth);
  const [plain, flagged] = [symbol(shape, 48)() ?? '', symbol(shape, 110)() ?? ''];
  return (
    <>
      <g {...unheard}>
        {around !== null && <path d={around} className={classes.band} style={{ fill: colour }} />}
        {path !== null && (
          <path d={path} className={classes.line} style={{ stroke: colour, strokeDasharray: dashOf(nth) }} />
        )}
        <g style={{ fill: colour }}>
          {placed.map(({ point, px, py }) => (
            <path
              key={point.mark.id}
              d={point.flagged === true ? flagged : plain}
              transform={`translate(${px} ${py})`}
              className={classes.point}
            />
          ))}
        </g>
        {placed.map(
          ({ point, px, py }) =>
            point.flagged === true && (
              <circle
                key={point.mark.id}
                cx={px}
                cy={py}
                r={10}
                className={classes.line}
                style={{ stroke: colour }}
              />
            ),
        )}
      </g>
      <MarkRow name={name}>
        {placed.map(({ point: { mark }, px, py }) => (
          <MarkBox
            key={mark.id}
            {...{ mark, grid }}
            box={{ x: px - 12, y: py - 12, width: 24, height: 24 }}
          />
        ))}
      </MarkRow>
    </>
  );
}
