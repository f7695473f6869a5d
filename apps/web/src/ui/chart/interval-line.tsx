import { scaleLinear } from 'd3-scale';
import { type Interval, IntervalShape } from './interval-chart.tsx';
import classes from './shapes.module.css';

interface IntervalLineProps extends Interval {
  readonly domain: readonly [number, number];
  readonly references: readonly number[];
  readonly width?: number;
}

const height = 20;

/** An interval in the cell of a table, beside its value in figures: nothing that is heard. */
export function IntervalLine({ domain, references, width = 160, ...interval }: IntervalLineProps) {
  const x = scaleLinear()
    .domain(domain)
    .range([6, width - 6])
    .clamp(true);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.svg}
      aria-hidden="true"
    >
      <line x1={6} x2={width - 6} y1={height / 2} y2={height / 2} className={classes.grid} />
      {references.map((value) => (
        <line key={value} x1={x(value)} x2={x(value)} y1={1} y2={height - 1} className={classes.reference} />
      ))}
      <IntervalShape {...interval} x={x} y={height / 2} />
    </svg>
  );
}
