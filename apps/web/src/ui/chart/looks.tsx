import type { CSSProperties, ReactNode } from 'react';
import { useChart } from './chart-context.ts';
import classes from './looks.module.css';
import type { Box } from './shapes.tsx';

/** How an area in a colour of its own looks: `--tag-line` and `--tag-tint` of its style, and a style of line. */
export interface Look {
  readonly key: string;
  readonly line: 'solid' | 'double' | 'dotted' | 'dashed' | 'wavy';
  readonly style: CSSProperties;
}

const lines: Readonly<Record<Look['line'], ReactNode>> = {
  solid: null,
  double: <path d="M0 2.5H8M0 5.5H8" className={classes.stroke} />,
  dotted: <circle cx={4} cy={4} r={1.8} className={classes.dot} />,
  dashed: <path d="M1 2.5H5M5 6.5H9M-3 6.5H1" className={classes.stroke} />,
  wavy: <path d="M0 4Q2 0 4 4T8 4" className={classes.stroke} />,
};

/** Definitions of what areas are filled with. */
export function Looks({ looks }: { readonly looks: readonly Look[] }) {
  const { nameOf } = useChart();
  return (
    <defs>
      {looks.map(({ key, line, style }) => (
        <pattern
          key={key}
          id={nameOf(key)}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
          className={classes.look}
          style={style}
        >
          <rect width={8} height={8} className={classes.ground} data-full={line === 'solid'} />
          {lines[line]}
        </pattern>
      ))}
    </defs>
  );
}

interface AreaProps {
  readonly look: Look;
  readonly box: Box;
  readonly more?: object;
}

/** An area that is filled so; with more about it where it is a mark itself. */
export function Area({ look: { key, style }, box, more }: AreaProps) {
  const { nameOf } = useChart();
  // As an attribute: some hundred areas need no styles of their own.
  const { '--tag-line': line } = style as { readonly '--tag-line'?: string };
  return <rect {...more} {...box} className={classes.area} stroke={line} fill={`url(#${nameOf(key)})`} />;
}
