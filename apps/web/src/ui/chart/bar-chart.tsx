import { scaleBand, scaleLinear } from 'd3-scale';
import { Chart } from './chart.tsx';
import { useChart } from './chart-context.ts';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';
import { Axis, MarkBox, MarkRow, type PatternName, patterns, unheard } from './shapes.tsx';

export interface BarGroup {
  readonly key: string;
  readonly name: string;
  /** One for each series; without a value there is a gap, which is not nought. */
  readonly bars: readonly { readonly mark: Mark; readonly value: number | null }[];
}

type FrameProps = Omit<Parameters<typeof Chart>[0], 'marks' | 'draw'>;

interface BarChartProps extends FrameProps {
  readonly groups: readonly BarGroup[];
  /** What the bars of a group are; each is told by a pattern. */
  readonly series: readonly string[];
  readonly axis: string;
  /** What groups are. */
  readonly along: string;
  readonly format: (value: number) => string;
  /** Whether values are whole numbers. */
  readonly whole?: boolean;
}

const height = 220;
const left = 44;

/** Bars beside each other in groups: how often, or how much of each. */
export function BarChart({ groups, series, axis, along, format, whole = true, ...frame }: BarChartProps) {
  return (
    <Chart
      {...frame}
      marks={groups.map(({ bars }) => bars.map(({ mark }) => mark))}
      draw={(room) => {
        const top = series.length > 1 ? 48 : 28;
        const bottom = top + height;
        const largest = groups.reduce(
          (most, { bars }) => bars.reduce((sum, { value }) => Math.max(sum, value ?? 0), most),
          0,
        );
        const most = whole || largest === 0 ? Math.max(1, largest) : largest;
        const y = scaleLinear().domain([0, most]).nice(4).range([bottom, top]);
        // Bars stay wide enough to be pointed at; more of them than fit scroll.
        const width = Math.max(room, left + groups.length * series.length * 10);
        const x = scaleBand(
          groups.map(({ key }) => key),
          [left, width],
        ).padding(0.2);
        const each = x.bandwidth() / Math.max(1, series.length);
        const every = Math.ceil(groups.length / Math.max(1, (width - left) / 44));
        return {
          width,
          height: bottom + 44,
          content: (
            <>
              <Axis
                side="left"
                ticks={whole ? y.ticks(4).filter(Number.isInteger) : y.ticks(4)}
                at={y}
                format={format}
                name={axis}
                {...{ left, right: width, top, bottom }}
              />
              <g {...unheard}>
                {groups.map(({ key, name }, at) => (
                  <text
                    key={key}
                    x={(x(key) ?? 0) + x.bandwidth() / 2}
                    y={bottom + 16}
                    className={classes.tick}
                    textAnchor="middle"
                  >
                    {at % every === 0 ? name : ''}
                  </text>
                ))}
                <text x={(left + width) / 2} y={bottom + 36} className={classes.tick} textAnchor="middle">
                  {along}
                </text>
              </g>
              {series.length > 1 && <Legend series={series} left={left} />}
              {groups.map(({ key, name, bars }) => (
                <Group key={key} {...{ name, bars, top, bottom, y }} from={x(key) ?? 0} each={each} />
              ))}
              <line x1={left} x2={width} y1={bottom} y2={bottom} className={classes.axis} />
            </>
          ),
        };
      }}
    />
  );
}

interface GroupProps extends Pick<BarGroup, 'name' | 'bars'> {
  readonly from: number;
  /** How wide a bar is. */
  readonly each: number;
  readonly top: number;
  readonly bottom: number;
  readonly y: (value: number) => number;
}

function Group({ name, bars, from, each, top, bottom, y }: GroupProps) {
  const { grid } = useChart();
  return (
    <>
      <g {...unheard}>
        {bars.map(({ mark, value }, at) =>
          value === null ? (
            <Gap key={mark.id} x={from + (at + 0.5) * each} bottom={bottom} />
          ) : (
            <Bar
              key={mark.id}
              pattern={patterns[at % patterns.length] ?? 'plain'}
              box={{ x: from + at * each, y: y(value), width: each, height: bottom - y(value) }}
            />
          ),
        )}
      </g>
      <MarkRow name={name}>
        {bars.map(({ mark }, at) => (
          <MarkBox
            key={mark.id}
            {...{ mark, grid }}
            box={{ x: from + at * each, y: top, width: each, height }}
          />
        ))}
      </MarkRow>
    </>
  );
}

interface BarProps {
  readonly pattern: PatternName;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

function Bar({ pattern, box }: BarProps) {
  const { nameOf } = useChart();
  return <rect {...box} className={classes.bar} fill={`url(#${nameOf(pattern)})`} />;
}

/** Where there is no value: a small cross on the axis, in the place of a bar. */
function Gap({ x, bottom }: { readonly x: number; readonly bottom: number }) {
  return <path d={`M${x - 3} ${bottom - 9}l6 6m0 -6l-6 6`} className={classes.axis} data-gap="true" />;
}

function Legend({ series, left }: { readonly series: readonly string[]; readonly left: number }) {
  const places = series.map((_, at) =>
    series.slice(0, at).reduce((sum, name) => sum + 32 + [...name].length * 7, left),
  );
  return (
    <g {...unheard}>
      {series.map((name, at) => (
        <g key={name}>
          <Bar
            pattern={patterns[at % patterns.length] ?? 'plain'}
            box={{ x: places[at] ?? 0, y: 4, width: 14, height: 12 }}
          />
          <text x={(places[at] ?? 0) + 20} y={14} className={classes.legend}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
