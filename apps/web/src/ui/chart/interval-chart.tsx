import { scaleLinear } from 'd3-scale';
import { Chart } from './chart.tsx';
import { domainOf, type Interval, IntervalShape } from './interval-shape.tsx';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';
import { Axis, cut, MarkRow, MarkShape, type Reference, unheard } from './shapes.tsx';

export interface IntervalRow extends Interval {
  readonly mark: Mark;
  readonly name: string;
  /** Its value in words, or why it has none. */
  readonly said: string;
  /** How far it is moved in, as a part of the row before. */
  readonly depth?: number;
}

type FrameProps = Omit<Parameters<typeof Chart>[0], 'marks' | 'draw'>;

interface IntervalChartProps extends FrameProps {
  readonly rows: readonly IntervalRow[];
  readonly references: readonly Reference[];
  readonly axis: string;
  readonly format: (value: number) => string;
}

const rowHeight = { wide: 28, narrow: 44 } as const;
const narrowRoom = 560;
const top = 28;
const foot = 44;

/** Each value as a dot on the line of its interval, against lines to compare with. */
export function IntervalChart({ rows, references, axis, format, ...frame }: IntervalChartProps) {
  return (
    <Chart
      {...frame}
      marks={rows.map(({ mark }) => [mark])}
      draw={(room) => {
        const narrow = room < narrowRoom;
        const left = narrow ? 8 : Math.min(260, Math.max(140, room * 0.3));
        const right = room - (narrow ? 8 : 72);
        const step = narrow ? rowHeight.narrow : rowHeight.wide;
        const bottom = top + rows.length * step;
        const x = scaleLinear().domain(domainOf(rows)).range([left, right]).clamp(true);
        return {
          width: room,
          height: bottom + foot,
          content: (
            <>
              <Axis
                side="bottom"
                ticks={x.ticks(narrow ? 4 : 6)}
                at={x}
                format={format}
                name={axis}
                {...{ left, right, top, bottom, room }}
              />
              <References references={references} x={x} bottom={bottom} />
              {rows.map((row, at) => (
                <Row
                  key={row.mark.id}
                  row={row}
                  y={top + at * step}
                  x={x}
                  {...{ step, narrow, left, room, format }}
                />
              ))}
            </>
          ),
        };
      }}
    />
  );
}

type Scale = (value: number) => number;

function References({
  references,
  x,
  bottom,
}: {
  readonly references: readonly Reference[];
  readonly x: Scale;
  readonly bottom: number;
}) {
  return (
    <g {...unheard}>
      {references.map(({ value, name }, at) => (
        <g key={value}>
          <line x1={x(value)} x2={x(value)} y1={top - 4} y2={bottom} className={classes.reference} />
          <text
            x={x(value) + (at === 0 ? -4 : 4)}
            y={top - 10}
            className={classes.tick}
            textAnchor={at === 0 ? 'end' : 'start'}
          >
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

interface RowProps {
  readonly row: IntervalRow;
  readonly x: Scale;
  readonly y: number;
  readonly step: number;
  readonly narrow: boolean;
  readonly left: number;
  readonly room: number;
  readonly format: (value: number) => string;
}

function Row({ row, x, y, step, narrow, left, room, format }: RowProps) {
  const { mark, name, value, depth = 0, said } = row;
  const inset = depth * 12;
  const middle = narrow ? y + 30 : y + step / 2;
  const nameRoom = (narrow ? room - 64 : left - 12) - inset;
  return (
    <MarkRow name={name}>
      <MarkShape id={mark.id} box={{ x: 0, y: y + 1, width: room, height: step - 2 }}>
        <text x={inset} y={narrow ? y + 16 : middle + 4} className={classes.name}>
          {cut(name, nameRoom)}
        </text>
        {value === null ? (
          <text x={narrow ? inset : left} y={middle + 4} className={classes.note}>
            {cut(said, narrow ? room - inset : room - left)}
          </text>
        ) : (
          <>
            <IntervalShape {...row} x={x} y={middle} />
            <text x={room} y={narrow ? y + 16 : middle + 4} className={classes.value} textAnchor="end">
              {format(value)}
            </text>
          </>
        )}
      </MarkShape>
    </MarkRow>
  );
}
