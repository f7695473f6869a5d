import classes from './shapes.module.css';

/** A value with what it may also be. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** From at most nought to one; further down where a value is below nought, to where the axis ends. */
export function domainOf(rows: readonly Interval[]): readonly [number, number] {
  const lowest = Math.min(0, ...rows.flatMap(({ low, value }) => low ?? value ?? []));
  return [Math.max(-1, Math.floor(lowest * 5) / 5), 1];
}

type Scale = (value: number) => number;

/** The dot and its line. */
export function IntervalShape({
  value,
  low,
  high,
  x,
  y,
}: Interval & { readonly x: Scale; readonly y: number }) {
  if (value === null) return null;
  return (
    <>
      {low !== null && high !== null && (
        <>
          <line x1={x(low)} x2={x(high)} y1={y} y2={y} className={classes.interval} />
          <path d={`M${x(low)} ${y - 4}v8M${x(high)} ${y - 4}v8`} className={classes.interval} />
        </>
      )}
      <circle cx={x(value)} cy={y} r={5} className={classes.dot} />
    </>
  );
}
