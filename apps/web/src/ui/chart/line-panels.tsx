import { scaleLinear } from 'd3-scale';
import type { Drawing } from './chart.tsx';
import { Line, type LineSeries } from './line-shape.tsx';
import classes from './shapes.module.css';
import { Axis, cut, unheard } from './shapes.tsx';

interface PanelsProps {
  readonly series: readonly LineSeries[];
  readonly room: number;
  readonly xAxis: string;
  readonly yAxis: string;
  readonly xFormat: (value: number) => string;
  readonly yFormat: (value: number) => string;
  readonly yDomain?: readonly [number, number] | undefined;
}

const left = 48;
const panel = { name: 20, height: 56, between: 12 } as const;
const above = 32;

/** Each line by itself under its name, all on the same two scales, so that they compare. */
export function drawPanels({ series, room, xAxis, yAxis, xFormat, yFormat, yDomain }: PanelsProps): Drawing {
  const points = series.flatMap((each) => each.points);
  const xs = points.map(({ x }) => x);
  const ys = points.flatMap(({ y, high }) => [y, high ?? null].filter((each) => each !== null));
  const right = room - 12;
  const x = scaleLinear()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([left, right]);
  const each = panel.name + panel.height + panel.between;
  const bottomOf = (nth: number) => above + nth * each + panel.name + panel.height;
  const yIn = (bottom: number) =>
    scaleLinear()
      .domain(yDomain ?? [Math.min(0, ...ys), Math.max(1, ...ys)])
      .range([bottom, bottom - panel.height])
      .clamp(true);
  const last = bottomOf(series.length - 1);
  return {
    width: room,
    height: last + 44,
    content: (
      <>
        <text x={0} y={12} className={classes.tick} {...unheard}>
          {cut(yAxis, room)}
        </text>
        <Axis
          side="bottom"
          ticks={x.ticks(Math.max(2, Math.floor((right - left) / 72)))}
          at={x}
          format={xFormat}
          name={xAxis}
          {...{ left, right, top: above, bottom: last }}
        />
        {series.map((one, nth) => {
          const bottom = bottomOf(nth);
          const y = yIn(bottom);
          const [low, high] = [y.domain()[0] ?? 0, y.ticks(2).at(-1) ?? 0];
          return (
            <g key={one.key}>
              <g {...unheard}>
                <text x={left} y={bottom - panel.height - 8} className={classes.legend}>
                  {cut(one.name, right - left)}
                </text>
                {[low, high].map((tick) => (
                  <g key={tick}>
                    <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} className={classes.grid} />
                    <text x={left - 8} y={y(tick) + 4} className={classes.tick} textAnchor="end">
                      {yFormat(tick)}
                    </text>
                  </g>
                ))}
              </g>
              <Line series={one} nth={0} x={x} y={y} />
            </g>
          );
        })}
      </>
    ),
  };
}
