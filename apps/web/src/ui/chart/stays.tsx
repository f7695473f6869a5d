import { type ReactNode, useLayoutEffect, useRef } from 'react';

import { unheard } from './shapes.tsx';
import classes from './stays.module.css';

interface StaysProps {
  /** Sideways where the drawing scrolls in its box, downwards where it scrolls with the page. */
  readonly sideways?: boolean;
  readonly downwards?: boolean;
  /** How far down it may go. */
  readonly most?: number;
  readonly children: ReactNode;
}

/** Where the bar of the program ends, under which nothing is seen. */
function barHeight(): number {
  return (
    Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--kv-bar-height')) || 0
  );
}

/**
 * What of a drawing stays in sight while the rest of it is scrolled: the names of rows and columns. Style sheets cannot
 * say so of a part of a drawing.
 */
export function Stays({ sideways = false, downwards = false, most = 0, children }: StaysProps) {
  const group = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    const element = group.current;
    const drawing = element?.ownerSVGElement;
    const box = drawing?.parentElement;
    if (element == null || drawing == null || box == null) return;
    let asked = 0;
    let before = '0 0';
    const place = () => {
      asked = 0;
      const x = sideways ? box.scrollLeft : 0;
      const under = barHeight() - drawing.getBoundingClientRect().top;
      const y = downwards ? Math.round(Math.max(0, Math.min(most, under))) : 0;
      // What stands where it stood is not drawn again.
      if (before === `${x} ${y}`) return;
      before = `${x} ${y}`;
      element.style.setProperty('--stays-x', `${x}px`);
      element.style.setProperty('--stays-y', `${y}px`);
    };
    const scrolled = () => {
      if (asked === 0) asked = requestAnimationFrame(place);
    };
    place();
    if (sideways) box.addEventListener('scroll', scrolled, { passive: true });
    if (downwards) window.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      box.removeEventListener('scroll', scrolled);
      window.removeEventListener('scroll', scrolled);
    };
  }, [sideways, downwards, most]);
  return (
    <g ref={group} className={classes.stays} {...unheard}>
      {children}
    </g>
  );
}
