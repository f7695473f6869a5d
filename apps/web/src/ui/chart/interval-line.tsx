import { type Interval, IntervalShape } from './interval-shape.tsx';
import classes from './shapes.module.css';

interface IntervalLineProps extends Interval {
  readonly domain: readonly [number, number];
  readonly references: readonly number[];
  readonly width?: number;
}

const height = 20;
const edge = 6;

/** An interval in the cell of a table, beside its value in figures: nothing that is heard. */
export function IntervalLine({ domain, references, width = 160, ...interval }: IntervalLineProps) {
  const [from, to] = domain;
  // A table has hundreds of these, and needs no axis: what d3 is for.
  const x = (value: number) =>
    edge + Math.min(1, Math.max(0, (value - from) / (to - from))) * (width - 2 * edge);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.svg}
      aria-hidden="true"
    >
      <line x1={edge} x2={width - edge} y1={height / 2} y2={height / 2} className={classes.grid} />
      {references.map((value) => (
        <line key={value} x1={x(value)} x2={x(value)} y1={1} y2={height - 1} className={classes.reference} />
      ))}
      <IntervalShape {...interval} x={x} y={height / 2} />
    </svg>
  );
}
