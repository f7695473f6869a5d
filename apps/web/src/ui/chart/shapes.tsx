import type { ReactNode } from 'react';
import { useChart } from './chart-context.ts';
import { markedAs } from './mark-elements.ts';
import marks from './marks.module.css';
import type { Mark } from './marks.ts';
import classes from './shapes.module.css';

/* What all charts are drawn of. */

/** What is seen alone: the marks say all that is in it. */
export const unheard = { 'aria-hidden': true } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The shape of a mark: what can be gone to, pointed at and opened is the box around it. */
export function MarkShape({
  id,
  box,
  children,
}: {
  readonly id: string;
  readonly box: Box;
  readonly children: ReactNode;
}) {
  const { markOf, grid } = useChart();
  return (
    <>
      <g {...unheard}>{children}</g>
      <g {...markedAs(markOf(id) ?? { id }, grid)} className={marks.mark}>
        <rect {...box} rx={3} className={marks.hit} data-screen="only" />
      </g>
    </>
  );
}

/** The same for a mark of many, whose shapes are drawn together. */
export function MarkBox({
  mark,
  box,
  grid,
}: {
  readonly mark: Mark;
  readonly box: Box;
  readonly grid: boolean;
}) {
  return <rect {...markedAs(mark, grid)} {...box} rx={3} className={marks.box} data-screen="only" />;
}

/** The marks of one row. */
export function MarkRow({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { grid } = useChart();
  return grid ? <g {...{ role: 'row', 'aria-label': name }}>{children}</g> : children;
}

/** A line to compare with. It is told by its name and its dashes. */
export interface Reference {
  readonly value: number;
  readonly name: string;
}

/** Room for a word of so many letters, in pixels; of the instrument's type at its smaller size. */
const letterWidth = 6.7;

/** As much of a name as there is room for. The whole of it is heard, and in the table. */
export function cut(name: string, room: number): string {
  const letters = Math.max(3, Math.floor(room / letterWidth));
  const all = [...name];
  return all.length <= letters
    ? name
    : `${all
        .slice(0, letters - 1)
        .join('')
        .trimEnd()}…`;
}

/** The four ways in which areas are told apart without colour. */
export const patterns = ['plain', 'striped', 'dotted', 'crossed'] as const;
export type PatternName = (typeof patterns)[number];

const lines: Readonly<Record<PatternName, ReactNode>> = {
  plain: null,
  striped: <path d="M-2 8 8 -2M0 10 10 0" className={classes.patternLine} />,
  dotted: <circle cx={4} cy={4} r={1.6} className={classes.patternDot} />,
  crossed: <path d="M0 4H8M4 0V8" className={classes.patternLine} />,
};

/** Definitions of the patterns that a chart fills areas with. */
export function Patterns() {
  const { nameOf } = useChart();
  return (
    <defs>
      {patterns.map((name) => (
        <pattern key={name} id={nameOf(name)} width={8} height={8} patternUnits="userSpaceOnUse">
          <rect width={8} height={8} className={classes.patternGround} data-pattern={name} />
          {lines[name]}
        </pattern>
      ))}
    </defs>
  );
}

interface AxisProps {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
  readonly format: (value: number) => string;
  readonly name: string;
  /** Along the bottom from left to right, or along the left from bottom to top. */
  readonly side: 'bottom' | 'left';
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** How wide the drawing is, where a value at its edge would be cut off. */
  readonly room?: number;
}

/** Half of about how wide a value is. */
const halfOf = (words: string) => words.length * 4;

/** Ticks with thin lines through the chart, their values, and what is measured. */
export function Axis({ ticks, at, format, name, side, left, right, top, bottom, room }: AxisProps) {
  const within = (x: number, half: number) =>
    room === undefined ? x : Math.max(half, Math.min(room - half, x));
  return (
    <g {...unheard}>
      {ticks.map((tick) =>
        side === 'bottom' ? (
          <g key={tick}>
            <line x1={at(tick)} x2={at(tick)} y1={top} y2={bottom} className={classes.grid} />
            <text
              x={within(at(tick), halfOf(format(tick)))}
              y={bottom + 16}
              className={classes.tick}
              textAnchor="middle"
            >
              {format(tick)}
            </text>
          </g>
        ) : (
          <g key={tick}>
            <line x1={left} x2={right} y1={at(tick)} y2={at(tick)} className={classes.grid} />
            <text x={left - 8} y={at(tick) + 4} className={classes.tick} textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ),
      )}
      {side === 'bottom' ? (
        <text x={(left + right) / 2} y={bottom + 36} className={classes.tick} textAnchor="middle">
          {cut(name, right - left)}
        </text>
      ) : (
        <text x={0} y={top - 12} className={classes.tick}>
          {cut(name, right)}
        </text>
      )}
    </g>
  );
}
