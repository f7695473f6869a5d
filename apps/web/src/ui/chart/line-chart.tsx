import { scaleLinear } from 'd3-scale';
import { symbol } from 'd3-shape';
import { Chart } from './chart.tsx';
import { drawPanels } from './line-panels.tsx';
import { accent, dashOf, Line, type LineSeries, symbolOf } from './line-shape.tsx';
import { placedAlong } from './marks.ts';
import { placeApart } from './place-apart.ts';
import classes from './shapes.module.css';
import { Axis, cut, type Reference, unheard } from './shapes.tsx';

type FrameProps = Omit<Parameters<typeof Chart>[0], 'marks' | 'draw'>;

interface LineChartProps extends FrameProps {
  readonly series: readonly LineSeries[];
  readonly references?: readonly Reference[];
  readonly xAxis: string;
  readonly yAxis: string;
  readonly xFormat: (value: number) => string;
  readonly yFormat: (value: number) => string;
  readonly yDomain?: readonly [number, number];
}

/** In less room than this more lines than these lie over each other: each has a panel of its own then. */
const [phone, together] = [480, 4];
const height = 240;
const left = 48;
const above = 32;
/** Names beside the ends of lines have this room, and stand so far from each other. */
const nameRoom = 132;
const nameHeight = 16;

/** Lines through points, each with a band where it has one; told apart by dashes, shapes and the name at the end. */
export function LineChart(props: LineChartProps) {
  const { series, references = [], xAxis, yAxis, xFormat, yFormat, yDomain, ...frame } = props;
  return (
    <Chart
      {...frame}
      marks={series.map(({ points }) =>
        points.flatMap(({ mark, x, y }) => (y === null ? [] : placedAlong(mark, x))),
      )}
      draw={(room) => {
        if (room < phone && series.length > together && references.length === 0)
          return drawPanels({ series, room, xFormat, yFormat, yDomain, xAxis, yAxis });
        const several = series.length > 1;
        // Where there is room names stand beside the ends of their lines, else above all of them.
        const beside = several && room >= 480 && series.length <= height / nameHeight;
        const listed = several && !beside;
        const right = room - (beside ? nameRoom : 12);
        const top = above + (listed ? series.length * nameHeight + 8 : 0);
        const bottom = top + height;
        const xs = series.flatMap(({ points }) => points.map(({ x }) => x));
        const ys = series.flatMap(({ points }) =>
          points.flatMap(({ y, low, high }) =>
            [y, low ?? null, high ?? null].filter((each) => each !== null),
          ),
        );
        const x = scaleLinear()
          .domain([Math.min(...xs), Math.max(...xs)])
          .range([left, right]);
        const y = scaleLinear()
          .domain(yDomain ?? [Math.min(0, ...ys), Math.max(1, ...ys)])
          .range([bottom, top])
          .clamp(true);
        return {
          width: room,
          height: bottom + 44,
          content: (
            <>
              <Axis
                side="left"
                ticks={y.ticks(5)}
                at={y}
                format={yFormat}
                name={yAxis}
                {...{ left, right, top, bottom }}
              />
              <Axis
                side="bottom"
                ticks={x.ticks(Math.max(2, Math.floor((right - left) / 72)))}
                at={x}
                format={xFormat}
                name={xAxis}
                {...{ left, right, top, bottom }}
              />
              <g {...unheard}>
                {references.map(({ value, name }) => (
                  <g key={value}>
                    <line x1={left} x2={right} y1={y(value)} y2={y(value)} className={classes.reference} />
                    <text
                      x={right - 4}
                      y={y(value) + (isTaken(series, y, y(value)) ? 14 : -4)}
                      className={classes.tick}
                      textAnchor="end"
                    >
                      {name}
                    </text>
                  </g>
                ))}
              </g>
              {listed && <Names series={series} room={room} />}
              {beside && <EndNames series={series} x={x} y={y} from={right} {...{ top, bottom }} />}
              {series.map((each, at) => (
                <Line key={each.key} series={each} nth={at} x={x} y={y} />
              ))}
            </>
          ),
        };
      }}
    />
  );
}

/** Whether a line ends where the name of a reference would stand above it. */
function isTaken(series: readonly LineSeries[], y: (value: number) => number, at: number): boolean {
  return series.some(({ points }) => {
    const end = points.findLast((point) => point.y !== null)?.y ?? null;
    return end !== null && y(end) <= at + 4 && y(end) > at - 20;
  });
}

/** How a line looks, before its name. */
function Names({ series, room }: { readonly series: readonly LineSeries[]; readonly room: number }) {
  return (
    <g {...unheard}>
      {series.map(({ key, name, colour = accent }, nth) => {
        const y = 8 + nth * nameHeight;
        return (
          <g key={key}>
            <line
              x1={0}
              x2={28}
              y1={y}
              y2={y}
              className={classes.line}
              style={{ stroke: colour, strokeDasharray: dashOf(nth) }}
            />
            <path
              d={symbol(symbolOf(nth), 48)() ?? ''}
              transform={`translate(14 ${y})`}
              className={classes.point}
              style={{ fill: colour }}
            />
            <text x={36} y={y + 4} className={classes.legend}>
              {cut(name, room - 36)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface EndNamesProps {
  readonly series: readonly LineSeries[];
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly from: number;
  readonly top: number;
  readonly bottom: number;
}

/** The name of each line beside its end; those that would lie over each other stand apart, each with a line to its own. */
function EndNames({ series, x, y, from, top, bottom }: EndNamesProps) {
  const ends = series.flatMap(({ key, name, points }) => {
    const last = points.findLast((point) => point.y !== null);
    return last === undefined || last.y === null ? [] : [{ key, name, px: x(last.x), py: y(last.y) }];
  });
  const places = placeApart(
    ends.map(({ py }) => py),
    { gap: nameHeight, from: top, to: bottom },
  );
  return (
    <g {...unheard}>
      {ends.map(({ key, name, px, py }, nth) => {
        const place = places[nth] ?? py;
        return (
          <g key={key}>
            {(Math.abs(place - py) > 2 || from - px > 8) && (
              <path d={`M${px + 6} ${py}L${from + 12} ${place}h6`} className={classes.leader} />
            )}
            <text x={from + 22} y={place + 4} className={classes.legend}>
              {cut(name, nameRoom - 22)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
