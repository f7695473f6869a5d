import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './factor.module.css';

interface QrProps {
  /** What is read from it. */
  readonly text: string;
  readonly label: string;
}

/** A QR code, dark on light in either theme, since not every camera reads the other. */
export function Qr({ text, label }: QrProps) {
  const { size, path } = useMemo(() => {
    const { data, size: side } = encode(text, { ecc: 'M', border: 2 });
    const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
    return { size: side, path: squares.join('') };
  }, [text]);
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
