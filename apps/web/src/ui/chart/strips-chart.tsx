import { memo } from 'react';
import { Chart } from './chart.tsx';
import { useChart, useSight } from './chart-context.ts';
import { Area, type Look, Looks } from './looks.tsx';
import { markedAs } from './mark-elements.ts';
import marks from './marks.module.css';
import { type Mark, placedAlong } from './marks.ts';
import classes from './shapes.module.css';
import { type Box, cut, MarkBox, MarkRow, unheard } from './shapes.tsx';

/** A part of a strip: from 0, its beginning, to 1, its end; of so many lanes above each other in one of them. */
export interface StripPart {
  readonly mark: Mark;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  readonly lanes: number;
  readonly look: Look;
  /** A letter that stands in it where there is room. */
  readonly key: string;
}

export interface Strip {
  readonly key: string;
  readonly name: string;
  /** Null for a gap: it is not known what is in it. */
  readonly parts: readonly StripPart[] | null;
  /** The mark where there is no part. */
  readonly none: Mark;
}

type FrameProps = Omit<Parameters<typeof Chart>[0], 'marks' | 'draw'>;

interface StripsChartProps extends FrameProps {
  readonly strips: readonly Strip[];
  readonly legend: readonly { readonly name: string; readonly look: Look }[];
}

const stripHeight = 28;
const between = 10;
const nameHeight = 18;
const legendRow = 22;

/** Strips under each other, each from the beginning of something to its end, with what is where in it. */
export function StripsChart({ strips, legend, ...frame }: StripsChartProps) {
  return (
    <Chart
      {...frame}
      marks={strips.map(({ parts, none }) =>
        parts === null || parts.length === 0
          ? [placedAlong(none, 0)]
          : parts.map(({ mark, from }) => placedAlong(mark, from)),
      )}
      draw={(room) => {
        const names = placeLegend(legend, room);
        const top = names.height + 8;
        const each = nameHeight + stripHeight + between;
        return {
          width: room,
          height: top + strips.length * each,
          content: (
            <>
              <Looks looks={legend.map(({ look }) => look)} />
              <g {...unheard}>
                {names.placed.map(({ name, look, x, y }) => (
                  <g key={look.key}>
                    <Area look={look} box={{ x, y: y + 2, width: 14, height: 12 }} />
                    <text x={x + 20} y={y + 12} className={classes.legend}>
                      {name}
                    </text>
                  </g>
                ))}
              </g>
              <Strips {...{ strips, top, each, room }} />
            </>
          ),
        };
      }}
    />
  );
}

function placeLegend(legend: StripsChartProps['legend'], room: number) {
  let [x, y] = [0, 0];
  const placed = legend.map(({ name, look }) => {
    const shown = cut(name, room - 24);
    const width = 36 + [...shown].length * 7;
    if (x > 0 && x + width > room) [x, y] = [0, y + legendRow];
    const place = { name: shown, look, x, y };
    x += width;
    return place;
  });
  return { placed, height: legend.length === 0 ? 0 : y + legendRow };
}

interface StripsProps {
  readonly strips: readonly Strip[];
  readonly top: number;
  readonly each: number;
  readonly room: number;
}

/** Those that are in sight. */
function Strips({ strips, top, each, room }: StripsProps) {
  const { bottom } = useSight();
  return strips
    .slice(0, Math.max(0, Math.ceil((bottom - top) / each)))
    .map((strip, at) => <StripRow key={strip.key} strip={strip} y={top + at * each} room={room} />);
}

interface StripRowProps {
  readonly strip: Strip;
  readonly y: number;
  readonly room: number;
}

/** Each part is one shape, which is the mark itself; keys lie over them. */
const StripRow = memo(({ strip: { name, parts, none }, y, room }: StripRowProps) => {
  const { grid } = useChart();
  const top = y + nameHeight;
  const whole = { x: 0, y: top, width: room, height: stripHeight };
  const placed = (parts ?? []).map(({ from, to, lane, lanes, ...part }) => {
    const height = stripHeight / lanes;
    const width = Math.max(2, (to - from) * room);
    const box = { x: Math.min(from * room, room - width), y: top + lane * height, width, height };
    return { ...part, box };
  });
  return (
    <MarkRow name={name}>
      <g {...unheard}>
        <text x={0} y={y + 13} className={classes.name}>
          {cut(name, room)}
        </text>
        <rect
          {...whole}
          className={classes.frame}
          {...(parts === null && { strokeDasharray: '3 4', 'data-gap': true })}
        />
      </g>
      {placed.length === 0 && <MarkBox mark={none} box={whole} grid={grid} />}
      {placed.map(({ mark, look, box }) => (
        <Area key={mark.id} look={look} box={box} more={markedAs(mark, grid)} />
      ))}
      <Keys
        of={placed.filter(({ key, box }) => key !== '' && box.width > plateOf(key) + 6 && box.height > 10)}
      />
    </MarkRow>
  );
});

interface KeysProps {
  readonly of: readonly { readonly key: string; readonly box: Box }[];
}

/** How wide the plate of a key is: keys have one letter, or two. */
const plateOf = (key: string) => 6 + 8 * [...key].length;

/** The keys of tags, on plates of their own: they are read on any pattern. All plates of a strip are one shape. */
function Keys({ of }: KeysProps) {
  if (of.length === 0) return null;
  const placed = of.map(({ key, box: { x, y, width, height } }) => ({
    ...{ key, x: x + width / 2, y: y + height / 2 },
  }));
  const plates = placed.map(({ key, x, y }) => {
    const width = plateOf(key);
    return `M${x - width / 2} ${y - 5}h${width}v10h-${width}z`;
  });
  return (
    <g {...unheard} className={marks.over} textAnchor="middle">
      <path d={plates.join('')} className={classes.plate} />
      {placed.map(({ key, x, y }) => (
        <text key={`${x} ${y}`} x={x} y={y + 4}>
          {key}
        </text>
      ))}
    </g>
  );
}
